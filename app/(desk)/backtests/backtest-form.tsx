'use client'

import { Field, ParameterField } from '#app/_ui/field.tsx'
import { whereBarsComeFrom } from '#app/_ui/head.tsx'
import { Empty } from '#app/_ui/panel.tsx'
import { RunForm, useChosen } from '#app/_ui/run-form.tsx'
import { fieldsOf, paramsOf } from '#app/_ui/schema-form.ts'
import { type BacktestsData, RunBacktest } from './documents.ts'
import { barChoices, figure, Question, questionOf } from './question.tsx'
import { TradingFields, tradingOf } from './trading-fields.tsx'

/** The form of a strategy is drawn from its schema: a new strategy needs no new form. */
export function BacktestForm(props: { data: BacktestsData; focus: boolean; symbols: string | null }) {
  const { data, focus, symbols } = props
  const [strategy, choose] = useChosen(data.strategies, 'pairs-zscore')
  if (!strategy || barChoices(data).length === 0) return <Empty say="There are no bars yet." why={whereBarsComeFrom} />
  const fields = fieldsOf(strategy.schema)
  return (
    <RunForm
      label="New backtest"
      verb="Run backtest"
      document={RunBacktest}
      href={({ runBacktest }) => `/backtests/${runBacktest.id}`}
      input={(form) => ({
        strategy: strategy.name,
        params: paramsOf(fields, (field) => form.get(`params.${field}`) as string | null),
        ...questionOf(form, data),
        ...tradingOf(form),
        seed: figure(form, 'seed'),
      })}
    >
      {(problem) => (
        <>
          <div className="fields">
            <Question
              {...{ data, strategy, focus, symbols, problem }}
              strategies={data.strategies}
              onStrategy={choose}
            />
          </div>
          <div className="fields" key={strategy.name}>
            {fields.map((field) => (
              <ParameterField key={field.name} field={field} prefix="params." problem={problem} />
            ))}
          </div>
          <TradingFields problem={problem}>
            <Field label="Seed" name="seed" type="number" step={1} min={0} defaultValue={1} problem={problem} />
          </TradingFields>
        </>
      )}
    </RunForm>
  )
}
