'use client'

import { Choice, Field } from '#app/_ui/field.tsx'
import { whereBarsComeFrom } from '#app/_ui/head.tsx'
import { Empty } from '#app/_ui/panel.tsx'
import { RunForm, useChosen } from '#app/_ui/run-form.tsx'
import { barChoices, figure, Question, questionOf, SpaceFields, spaceOf, text } from '../backtests/question.tsx'
import { TradingFields, tradingOf } from '../backtests/trading-fields.tsx'
import { type OptimisationsData, RunOptimisation } from './documents.ts'
import { constraintsOf, dimensionOf } from './space.ts'

/** The space starts as the strategy's own; each parameter takes values, a range or nothing. */
export function SearchForm({ data, symbols }: { data: OptimisationsData; symbols: string | null }) {
  const [strategy, choose] = useChosen(data.strategies, 'pairs-zscore')
  if (!strategy || barChoices(data).length === 0) return <Empty say="There are no bars yet." why={whereBarsComeFrom} />
  const space = spaceOf(strategy)
  const objectives = data.objectives.map((one): [string, string] => [one.name, one.title])
  const input = (form: FormData) => {
    const second = text(form, 'second')
    return {
      strategy: strategy.name,
      ...questionOf(form, data),
      ...tradingOf(form),
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
    }
  }
  return (
    <RunForm
      label="New search"
      verb="Search"
      document={RunOptimisation}
      href={({ runOptimisation }) => `/optimisations/${runOptimisation.id}`}
      input={input}
    >
      {(problem) => (
        <>
          <div className="fields">
            <Question {...{ data, strategy, symbols, problem }} strategies={data.strategies} onStrategy={choose} />
            <Choice
              whole
              label="Sampler"
              name="sampler"
              defaultValue="tpe"
              choices={data.samplers.map((one) => [one.name, one.title])}
              problem={problem}
            />
            <Field
              label="Trials"
              name="trials"
              type="number"
              min={2}
              max={20_000}
              defaultValue={100}
              problem={problem}
            />
            <Field
              label="Held back, %"
              name="holdout"
              type="number"
              min={0}
              max={80}
              defaultValue={25}
              problem={problem}
            />
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
          <SpaceFields
            key={strategy.name}
            space={space}
            verb="Search"
            prefix="space."
            note="values, or a range: 20..120, 20..120:10, 0.01..1:log"
            problem={problem}
          />
          <TradingFields problem={problem} />
        </>
      )}
    </RunForm>
  )
}
