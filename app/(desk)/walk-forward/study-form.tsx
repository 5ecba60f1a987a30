'use client'

import { Choice, Field } from '#app/_ui/field.tsx'
import { whereBarsComeFrom } from '#app/_ui/head.tsx'
import { Empty } from '#app/_ui/panel.tsx'
import { RunForm, useChosen } from '#app/_ui/run-form.tsx'
import { performanceModes, windowKinds } from '#lib/contracts/studies.ts'
import { barChoices, figure, Question, questionOf, SpaceFields, spaceOf, text } from '../backtests/question.tsx'
import { TradingFields, tradingOf } from '../backtests/trading-fields.tsx'
import { RunWalkForward, type WalkForwardsData } from './documents.ts'
import { gridOf } from './grid.ts'

const lengths: readonly (readonly [label: string, name: string, value: number, least: number])[] = [
  ['Train, bars', 'trainLength', 252, 20],
  ['Test, bars', 'testLength', 63, 2],
  ['Stride, bars', 'stride', 63, 1],
  ['Gap, bars', 'purge', 0, 0],
]

/** The grid starts as the strategy's own search space; every other parameter keeps its default. */
export function StudyForm({ data, symbols }: { data: WalkForwardsData; symbols: string | null }) {
  const [strategy, choose] = useChosen(data.strategies, 'pairs-zscore')
  if (!strategy || barChoices(data).length === 0) return <Empty say="There are no bars yet." why={whereBarsComeFrom} />
  const space = spaceOf(strategy)
  return (
    <RunForm
      label="New study"
      verb="Walk forward"
      document={RunWalkForward}
      href={({ runWalkForward }) => `/walk-forward/${runWalkForward.id}`}
      input={(form) => ({
        strategy: strategy.name,
        ...questionOf(form, data),
        ...tradingOf(form),
        ...Object.fromEntries(lengths.map(([, name]) => [name, figure(form, name)])),
        windows: text(form, 'windows'),
        mode: text(form, 'mode'),
        grid: gridOf(Object.keys(space), (field) => text(form, `grid.${field}`)),
      })}
    >
      {(problem) => (
        <>
          <div className="fields">
            <Question {...{ data, strategy, symbols, problem }} strategies={data.strategies} onStrategy={choose} />
            {lengths.map(([label, name, value, least]) => (
              <Field
                key={name}
                label={label}
                name={name}
                type="number"
                step={1}
                min={least}
                defaultValue={value}
                problem={problem}
              />
            ))}
            <Choice
              label="Windows"
              name="windows"
              choices={windowKinds.map((kind) => [kind, kind])}
              problem={problem}
            />
            <Choice
              label="Gates"
              name="mode"
              choices={performanceModes.map((mode) => [mode, mode === 'STRICT' ? 'fail the run' : 'inform'])}
              problem={problem}
            />
          </div>
          <SpaceFields key={strategy.name} space={space} verb="Try" prefix="grid." problem={problem} />
          <TradingFields problem={problem} />
        </>
      )}
    </RunForm>
  )
}
