'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import type { Problem } from '#app/_data/problem.ts'
import { request } from '#app/_data/request.ts'
import { Choice, Field } from '#app/_ui/field.tsx'
import { Empty, Wrong } from '#app/_ui/panel.tsx'
import { wordsOf } from '#app/_ui/schema-form.ts'
import { performanceModes, windowKinds } from '#lib/contracts/studies.ts'
import { barChoices, figure, Question, questionOf, text } from '../backtests/question.tsx'
import { RunWalkForward, type WalkForwardsData } from './documents.ts'
import { gridOf } from './grid.ts'

/** The grid starts as the strategy's own search space; every other parameter keeps its default. */
export function StudyForm({ data, symbols }: { data: WalkForwardsData; symbols: string | null }) {
  const router = useRouter()
  const preferred = data.strategies.find((strategy) => strategy.name === 'pairs-zscore') ?? data.strategies[0]
  const [name, setName] = useState(preferred?.name ?? '')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const strategy = data.strategies.find((one) => one.name === name)
  if (!strategy || barChoices(data).length === 0)
    return <Empty say="There are no bars yet." why="A study needs at least one series of bars." />
  const space = strategy.space as Record<string, readonly (number | string | boolean)[]>
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    setProblem(null)
    const answer = await request(RunWalkForward, {
      input: {
        strategy: name,
        ...questionOf(form, data),
        trainLength: figure(form, 'trainLength'),
        testLength: figure(form, 'testLength'),
        stride: figure(form, 'stride'),
        purge: figure(form, 'purge'),
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
        <Question
          data={data}
          strategies={data.strategies}
          strategy={strategy}
          onStrategy={setName}
          symbols={symbols}
          problem={problem}
        />
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
