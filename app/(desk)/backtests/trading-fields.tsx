'use client'

import { z } from 'zod'
import type { Problem } from '#app/_data/problem.ts'
import { Choice, Field, ParameterField } from '#app/_ui/field.tsx'
import { fieldsOf } from '#app/_ui/schema-form.ts'
import { fillModels } from '#lib/contracts/backtests.ts'
import { timeframes } from '#lib/contracts/common.ts'
import { executionOptions } from '#lib/contracts/orders.ts'
import { figure, text } from './question.tsx'

/** How orders meet the market, drawn from the contract; models by name are for the API and the command line. */
const orderFields = fieldsOf(z.toJSONSchema(executionOptions, { io: 'input' })).filter(
  ({ kind }) => kind === 'number' || kind === 'integer',
)

const figures: readonly (readonly [label: string, name: string, value: number, least?: number])[] = [
  ['Capital', 'capital', 100_000, 1],
  ['Commission, bp a side', 'commissionBps', 10, 0],
  ['Slippage, bp a side', 'slippageBps', 1, 0],
  ['Impact, deviations at all of the volume', 'impact', 1, 0],
  ['Risk-free, a year', 'riskFree', 0.02],
]

/** What capital, costs, orders and margin the form says, as the API takes it. */
export const tradingOf = (form: FormData) => ({
  capital: figure(form, 'capital'),
  riskFree: figure(form, 'riskFree'),
  costs: {
    commissionBps: figure(form, 'commissionBps'),
    slippageBps: figure(form, 'slippageBps'),
    impact: figure(form, 'impact'),
  },
  execution: Object.fromEntries(orderFields.map(({ name }) => [name, figure(form, name)])),
  fillModel: text(form, 'fillModel'),
  detail: text(form, 'detail'),
})

/** Capital and costs, orders and margin: folded, because their defaults are meant. */
export function TradingFields({ problem, children }: { problem: Problem | null; children?: React.ReactNode }) {
  return (
    <>
      <details>
        <summary className="act">Capital and costs</summary>
        <div className="fields">
          {figures.map(([label, name, value, least]) => (
            <Field
              key={name}
              label={label}
              name={name}
              type="number"
              step="any"
              min={least}
              defaultValue={value}
              problem={problem}
            />
          ))}
          <Choice
            label="Fills"
            name="fillModel"
            choices={fillModels.map((model) => [model, model.replace('-', ' ')])}
            problem={problem}
          />
          <Choice
            label="Stop or target first, by finer bars"
            name="detail"
            choices={[['', 'not looked into'], ...timeframes.map((length) => [length, length] as const)]}
            problem={problem}
          />
          {children}
        </div>
      </details>
      <details>
        <summary className="act">Orders and margin</summary>
        <div className="fields">
          {orderFields.map((field) => (
            <ParameterField key={field.name} field={field} prefix="" problem={problem} />
          ))}
        </div>
      </details>
    </>
  )
}
