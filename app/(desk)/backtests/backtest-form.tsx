'use client'

import { Field, ParameterField, Prefilled } from '#app/_ui/field.tsx'
import { whereBarsComeFrom } from '#app/_ui/head.tsx'
import { Empty } from '#app/_ui/panel.tsx'
import { RunForm, useChosen } from '#app/_ui/run-form.tsx'
import { fieldsOf, paramsOf } from '#app/_ui/schema-form.ts'
import { type BacktestsData, RunBacktest } from './documents.ts'
import { barChoices, figure, Question, questionOf } from './question.tsx'
import { TradingFields, tradingOf } from './trading-fields.tsx'

type Asked = Readonly<Record<string, string>>

/** The bars that the address names, as the form counts them: the first that are not another venue's, length or source. */
function withSeries(asked: Asked, data: BacktestsData): Asked {
  const at = barChoices(data).findIndex((one) =>
    (['venue', 'timeframe', 'source', 'adjustment'] as const).every((name) => (asked[name] ?? one[name]) === one[name]),
  )
  return { ...asked, ...(at > 0 && { series: String(at) }) }
}

/** The form of a strategy is drawn from its schema: a new strategy needs no new form. An address may fill it. */
export function BacktestForm(props: { data: BacktestsData; focus: boolean; asked: Asked }) {
  const { data, focus, asked } = props
  const [strategy, choose] = useChosen(data.strategies, asked.strategy ?? 'pairs-zscore')
  if (!strategy || barChoices(data).length === 0) return <Empty say="There are no bars yet." why={whereBarsComeFrom} />
  const fields = fieldsOf(strategy.schema)
  const begins = (asked.strategy ?? strategy.name) === strategy.name ? withSeries(asked, data) : {}
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
        <Prefilled value={begins}>
          <div className="fields">
            <Question
              {...{ data, strategy, focus, symbols: asked.symbols ?? null, problem }}
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
        </Prefilled>
      )}
    </RunForm>
  )
}
