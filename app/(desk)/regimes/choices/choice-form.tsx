'use client'

import { z } from 'zod'
import { Choice, ParameterField } from '#app/_ui/field.tsx'
import { whereBarsComeFrom } from '#app/_ui/head.tsx'
import { Empty } from '#app/_ui/panel.tsx'
import { RunForm, useChosen } from '#app/_ui/run-form.tsx'
import { fieldsOf, paramsOf } from '#app/_ui/schema-form.ts'
import { adaptiveRequest } from '#lib/contracts/adaptive.ts'
import { barChoices, Question, questionOf, SpaceFields, spaceOf, text } from '../../backtests/question.tsx'
import { TradingFields, tradingOf } from '../../backtests/trading-fields.tsx'
import { gridOf } from '../../walk-forward/grid.ts'
import { type ChoicesData, RunAdaptiveStudy } from './documents.ts'

const drawn = (schema: z.ZodType) => fieldsOf(z.toJSONSchema(schema, { io: 'input' }))
const { shape } = adaptiveRequest
const { trainLength, testLength, transition, transitionBars, minBars, minTrades, margin, blocks } = shape
const windows = drawn(z.object({ trainLength, testLength }))
const following = drawn(z.object({ transition, transitionBars }))
const guards = drawn(z.object({ minBars, minTrades, margin, blocks }))
/** What the strategy `adaptive` tells its detector. */
const told = ['trainBars', 'refitEvery', 'confidence', 'minDwell']

/** The grid starts as the strategy's own search space; what guards against overfitting has its defaults folded away. */
export function ChoiceForm({ data, symbols }: { data: ChoicesData; symbols: string | null }) {
  const candidates = data.strategies.filter(({ name }) => name !== 'adaptive')
  const [strategy, choose] = useChosen(candidates, 'sma-cross')
  if (!strategy || barChoices(data).length === 0) return <Empty say="There are no bars yet." why={whereBarsComeFrom} />
  const space = spaceOf(strategy)
  const adaptive = data.strategies.find(({ name }) => name === 'adaptive')
  const detectorFields = fieldsOf(adaptive?.schema).filter(({ name }) => told.includes(name))
  return (
    <RunForm
      label="New study"
      verb="Choose by regime"
      document={RunAdaptiveStudy}
      href={({ runAdaptiveStudy }) => `/regimes/choices/${runAdaptiveStudy.id}`}
      input={(form) => ({
        strategy: strategy.name,
        ...questionOf(form, data),
        ...tradingOf(form),
        grid: gridOf(Object.keys(space), (field) => text(form, `grid.${field}`)),
        detector: text(form, 'detector'),
        detectorParams: paramsOf(detectorFields, (field) => form.get(`detectorParams.${field}`) as string | null),
        ...paramsOf([...windows, ...following, ...guards], (field) => form.get(field) as string | null),
      })}
    >
      {(problem) => (
        <>
          <div className="fields">
            <Question {...{ data, strategy, symbols, problem }} strategies={candidates} onStrategy={choose} />
            {windows.map((field) => (
              <ParameterField key={field.name} field={field} prefix="" problem={problem} />
            ))}
          </div>
          <SpaceFields key={strategy.name} space={space} verb="Try" prefix="grid." problem={problem} />
          <details>
            <summary className="act">Regimes, and how they are followed</summary>
            <div className="fields">
              <Choice
                whole
                label="Detector"
                name="detector"
                defaultValue="rule-based"
                choices={data.regimeDetectors.map((one) => [one.name, one.title])}
                problem={problem}
              />
              {detectorFields.map((field) => (
                <ParameterField key={field.name} field={field} prefix="detectorParams." problem={problem} />
              ))}
              {following.map((field) => (
                <ParameterField key={field.name} field={field} prefix="" problem={problem} />
              ))}
            </div>
          </details>
          <details>
            <summary className="act">What a regime must show</summary>
            <div className="fields">
              {guards.map((field) => (
                <ParameterField key={field.name} field={field} prefix="" problem={problem} />
              ))}
            </div>
          </details>
          <TradingFields problem={problem} />
        </>
      )}
    </RunForm>
  )
}
