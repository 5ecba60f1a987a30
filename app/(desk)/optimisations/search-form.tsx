'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import type { Problem } from '#app/_data/problem.ts'
import { request } from '#app/_data/request.ts'
import { Choice, Field } from '#app/_ui/field.tsx'
import { Empty, Wrong } from '#app/_ui/panel.tsx'
import { wordsOf } from '#app/_ui/schema-form.ts'
import { barChoices, figure, Question, questionOf, text } from '../backtests/question.tsx'
import { type OptimisationsData, RunOptimisation } from './documents.ts'
import { constraintsOf, dimensionOf } from './space.ts'

/** The space starts as the strategy's own; each parameter takes values, a range or nothing. */
export function SearchForm({ data, symbols }: { data: OptimisationsData; symbols: string | null }) {
  const router = useRouter()
  const preferred = data.strategies.find((strategy) => strategy.name === 'pairs-zscore') ?? data.strategies[0]
  const [name, setName] = useState(preferred?.name ?? '')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const strategy = data.strategies.find((one) => one.name === name)
  if (!strategy || barChoices(data).length === 0)
    return <Empty say="There are no bars yet." why="A search needs at least one series of bars." />
  const space = strategy.space as Record<string, readonly (number | string | boolean)[]>
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    setProblem(null)
    const second = text(form, 'second')
    const answer = await request(RunOptimisation, {
      input: {
        strategy: name,
        ...questionOf(form, data),
        sampler: text(form, 'sampler'),
        trials: figure(form, 'trials'),
        holdout: (figure(form, 'holdout') ?? 25) / 100,
        pruning: text(form, 'pruning'),
        objectives: [text(form, 'objective') ?? 'sharpe', ...(second ? [second] : [])],
        constraints: constraintsOf(text(form, 'constraints') ?? ''),
        space: Object.fromEntries(
          Object.keys(space).flatMap((field) => {
            const dimension = dimensionOf(text(form, `space.${field}`) ?? '')
            return dimension === null ? [] : [[field, dimension]]
          }),
        ),
      },
    })
    setProblem(answer.problem)
    if (answer.data) router.push(`/optimisations/${answer.data.runOptimisation.id}`)
    else setBusy(false)
  }
  const objectives = data.objectives.map((one): [string, string] => [one.name, one.title])
  return (
    <form onSubmit={submit} aria-label="New search">
      <div className="fields">
        <Question
          data={data}
          strategies={data.strategies}
          strategy={strategy}
          onStrategy={setName}
          symbols={symbols}
          problem={problem}
        />
        <Choice
          whole
          label="Sampler"
          name="sampler"
          defaultValue="tpe"
          choices={data.samplers.map((one) => [one.name, one.title])}
          problem={problem}
        />
        <Field label="Trials" name="trials" type="number" min={2} max={20_000} defaultValue={100} problem={problem} />
        <Field label="Held back, %" name="holdout" type="number" min={0} max={80} defaultValue={25} problem={problem} />
        <Choice label="Objective" name="objective" choices={objectives} problem={problem} />
        <Choice label="And" name="second" choices={[['', 'nothing else'], ...objectives]} problem={problem} />
        <Choice
          label="Poor trials"
          name="pruning"
          choices={[
            ['none', 'run to the end'],
            ['median', 'stop early'],
          ]}
          problem={problem}
        />
        <Field label="Must keep" name="constraints" placeholder="trades >= 30" problem={problem} />
      </div>
      <div className="fields" key={name}>
        {Object.entries(space).map(([field, values]) => (
          <Field
            key={field}
            whole
            label={`Search: ${wordsOf(field).toLowerCase()}`}
            name={`space.${field}`}
            defaultValue={values.join(', ')}
            note={field === Object.keys(space)[0] ? 'values, or a range: 20..120, 20..120:10, 0.01..1:log' : undefined}
            problem={problem}
          />
        ))}
      </div>
      <Wrong problem={problem} />
      <div className="acts" style={{ marginTop: 14 }}>
        <button type="submit" className="act" disabled={busy}>
          {busy ? 'Starting' : 'Search'}
        </button>
      </div>
    </form>
  )
}
