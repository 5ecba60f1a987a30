'use client'

import type { Problem } from '#app/_data/problem.ts'
import { Choice, Field, ParameterField } from '#app/_ui/field.tsx'
import { fieldsOf, paramsOf, symbolsOf } from '#app/_ui/schema-form.ts'
import { barChoices, figure, SymbolsAndBars, text } from '../backtests/question.tsx'
import type { AccountsData } from './documents.ts'

type Strategy = AccountsData['strategies'][number]

/** One sleeve as the API takes it. */
export function sleeveOf(form: FormData, prefix: string, strategy: Strategy, data: AccountsData) {
  const chosen = barChoices(data)[Number(form.get(`${prefix}.series`))]
  const fields = fieldsOf(strategy.schema)
  return {
    name: text(form, `${prefix}.name`),
    strategy: strategy.name,
    params: paramsOf(fields, (field) => form.get(`${prefix}.${field}`) as string | null),
    symbols: symbolsOf(String(form.get(`${prefix}.symbols`) ?? '')),
    venue: chosen?.venue,
    timeframe: chosen?.timeframe,
    source: chosen?.source,
    adjustment: chosen?.adjustment,
    share: (figure(form, `${prefix}.share`) ?? 0) / 100,
  }
}

/** What is wrong with one sleeve, by the names of its own fields. */
export function problemOfSleeve(problem: Problem | null, at: number, prefix: string): Problem | null {
  const path = `sleeves.${at}.`
  const issues = problem?.issues.filter((issue) => issue.path.startsWith(path)) ?? []
  if (!problem || issues.length === 0) return null
  return {
    ...problem,
    issues: issues.map((issue) => ({ ...issue, path: `${prefix}.${issue.path.slice(path.length)}` })),
  }
}

export function SleeveFields(props: {
  data: AccountsData
  at: number
  prefix: string
  strategy: Strategy
  share: number
  symbols: string | null
  problem: Problem | null
  onStrategy: (name: string) => void
  onShare: (share: number) => void
  onRemove: (() => void) | null
}) {
  const { data, at, prefix, strategy, share, problem, onRemove } = props
  return (
    <fieldset className="sleeve">
      <legend className="spread">
        <b>Strategy {at + 1}</b>
        {onRemove && (
          <button type="button" className="link q" aria-label={`remove strategy ${at + 1}`} onClick={onRemove}>
            remove
          </button>
        )}
      </legend>
      <div className="fields">
        <Choice
          whole
          label="Strategy"
          name={`${prefix}.strategy`}
          value={strategy.name}
          onChange={(event) => props.onStrategy(event.currentTarget.value)}
          choices={data.strategies.map((one) => [one.name, one.title])}
          problem={problem}
        />
        <SymbolsAndBars {...{ data, strategy, symbols: props.symbols, prefix: `${prefix}.`, problem }} />
        <Field
          label="Share, %"
          name={`${prefix}.share`}
          type="number"
          step="any"
          min={0.01}
          max={100}
          value={Number.isFinite(share) ? share : ''}
          onChange={(event) => props.onShare(event.currentTarget.valueAsNumber)}
          required
          problem={problem}
        />
        <Field
          label="Name"
          name={`${prefix}.name`}
          placeholder="strategy and symbols"
          maxLength={60}
          problem={problem}
        />
      </div>
      <details key={`parameters of ${strategy.name}`}>
        <summary className="act">Parameters</summary>
        <div className="fields">
          {fieldsOf(strategy.schema).map((field) => (
            <ParameterField key={field.name} field={field} prefix={`${prefix}.`} problem={problem} />
          ))}
        </div>
      </details>
    </fieldset>
  )
}
