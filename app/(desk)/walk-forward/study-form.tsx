'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import type { Problem } from '#app/_data/problem.ts'
import { request } from '#app/_data/request.ts'
import { Choice, Field } from '#app/_ui/field.tsx'
import { Empty, Wrong } from '#app/_ui/panel.tsx'
import { symbolsOf, wordsOf } from '#app/_ui/schema-form.ts'
import { performanceModes, windowKinds } from '#lib/contracts/studies.ts'
import { seriesChoices } from '../pairs/series.ts'
import { RunWalkForward, type WalkForwardsData } from './documents.ts'
import { gridOf } from './grid.ts'

const text = (form: FormData, name: string) => String(form.get(name) ?? '').trim() || undefined
const whole = (form: FormData, name: string) => {
  const value = text(form, name)
  return value === undefined ? undefined : Number(value)
}

/** The grid starts as the strategy's own search space; every other parameter keeps its default. */
export function StudyForm({ data, symbols }: { data: WalkForwardsData; symbols: string | null }) {
  const router = useRouter()
  const choices = seriesChoices(data.instruments.edges.map(({ node }) => node))
  const preferred = data.strategies.find((strategy) => strategy.name === 'pairs-zscore') ?? data.strategies[0]
  const [name, setName] = useState(preferred?.name ?? '')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const strategy = data.strategies.find((one) => one.name === name)
  if (!strategy || choices.length === 0)
    return <Empty say="There are no bars yet." why="A study needs at least one series of bars." />
  const space = strategy.space as Record<string, readonly (number | string | boolean)[]>
  const watched = data.pairs.edges[0]?.node
  const listed = data.instruments.edges.map(({ node }) => node.symbol)
  const suggestion =
    symbols ??
    (strategy.legsMin === 2
      ? watched
        ? `${watched.y}, ${watched.x}`
        : listed.slice(0, 2).join(', ')
      : (listed[0] ?? ''))
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const chosen = choices[Number(form.get('series'))]
    setBusy(true)
    setProblem(null)
    const answer = await request(RunWalkForward, {
      input: {
        strategy: name,
        symbols: symbolsOf(String(form.get('symbols') ?? '')),
        venue: chosen?.venue,
        timeframe: chosen?.timeframe,
        source: chosen?.source,
        adjustment: chosen?.adjustment,
        from: text(form, 'from'),
        to: text(form, 'to'),
        trainLength: whole(form, 'trainLength'),
        testLength: whole(form, 'testLength'),
        stride: whole(form, 'stride'),
        purge: whole(form, 'purge'),
        windows: text(form, 'windows'),
        mode: text(form, 'mode'),
        grid: gridOf(Object.keys(space), (field) => text(form, `grid.${field}`)),
      },
    })
    setProblem(answer.problem)
    if (answer.data) router.push(`/walk-forward/${answer.data.runWalkForward.id}`)
    else setBusy(false)
  }
  const length = (label: string, field: string, value: number, least: number) => (
    <Field label={label} name={field} type="number" step={1} min={least} defaultValue={value} problem={problem} />
  )
  return (
    <form onSubmit={submit} aria-label="New study">
      <div className="fields">
        <Choice
          whole
          label="Strategy"
          name="strategy"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          choices={data.strategies.map((one) => [one.name, one.title])}
          problem={problem}
        />
        <Field
          key={`symbols of ${name}`}
          whole
          label={strategy.legsMin === 2 ? 'Symbols: y, then x' : 'Symbols'}
          name="symbols"
          defaultValue={suggestion}
          required
          problem={problem}
        />
        <Choice
          whole
          label="Bars"
          name="series"
          choices={choices.map((choice, i) => [String(i), choice.title])}
          problem={problem}
        />
        <Field label="From, UTC" name="from" placeholder="first bar" pattern="\d{4}-\d{2}-\d{2}.*" problem={problem} />
        <Field label="To, UTC" name="to" placeholder="last bar" pattern="\d{4}-\d{2}-\d{2}.*" problem={problem} />
        {length('Train, bars', 'trainLength', 252, 20)}
        {length('Test, bars', 'testLength', 63, 2)}
        {length('Stride, bars', 'stride', 63, 1)}
        {length('Gap, bars', 'purge', 0, 0)}
        <Choice label="Windows" name="windows" choices={windowKinds.map((kind) => [kind, kind])} problem={problem} />
        <Choice
          label="Gates"
          name="mode"
          choices={performanceModes.map((mode) => [mode, mode === 'STRICT' ? 'fail the run' : 'inform'])}
          problem={problem}
        />
      </div>
      <div className="fields" key={name}>
        {Object.entries(space).map(([field, values]) => (
          <Field
            key={field}
            whole
            label={`Try: ${wordsOf(field).toLowerCase()}`}
            name={`grid.${field}`}
            defaultValue={values.join(', ')}
            problem={problem}
          />
        ))}
      </div>
      <Wrong problem={problem} />
      <div className="acts" style={{ marginTop: 14 }}>
        <button type="submit" className="act" disabled={busy}>
          {busy ? 'Starting' : 'Walk forward'}
        </button>
      </div>
    </form>
  )
}
