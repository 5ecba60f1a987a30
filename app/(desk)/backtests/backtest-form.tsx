'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { z } from 'zod'
import type { Problem } from '#app/_data/problem.ts'
import { request } from '#app/_data/request.ts'
import { Choice, Field, ParameterField } from '#app/_ui/field.tsx'
import { whereBarsComeFrom } from '#app/_ui/head.tsx'
import { Empty, Wrong } from '#app/_ui/panel.tsx'
import { fieldsOf, paramsOf } from '#app/_ui/schema-form.ts'
import { fillModels } from '#lib/contracts/backtests.ts'
import { executionOptions } from '#lib/contracts/orders.ts'
import { type BacktestsData, RunBacktest } from './documents.ts'
import { barChoices, figure, Question, questionOf, text } from './question.tsx'

/** How orders meet the market, drawn from the contract; models by name are for the API and the command line. */
const orderFields = fieldsOf(z.toJSONSchema(executionOptions, { io: 'input' })).filter(
  ({ kind }) => kind === 'number' || kind === 'integer',
)

/** The form of a strategy is drawn from its schema: a new strategy needs no new form. */
export function BacktestForm({
  data,
  focus,
  symbols,
}: {
  data: BacktestsData
  focus: boolean
  symbols: string | null
}) {
  const router = useRouter()
  const preferred = data.strategies.find((strategy) => strategy.name === 'pairs-zscore') ?? data.strategies[0]
  const [name, setName] = useState(preferred?.name ?? '')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const strategy = data.strategies.find((one) => one.name === name)
  const fields = fieldsOf(strategy?.schema)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    setProblem(null)
    const answer = await request(RunBacktest, {
      input: {
        strategy: name,
        params: paramsOf(fields, (field) => form.get(`params.${field}`) as string | null),
        ...questionOf(form, data),
        capital: figure(form, 'capital'),
        riskFree: figure(form, 'riskFree'),
        costs: {
          commissionBps: figure(form, 'commissionBps'),
          slippageBps: figure(form, 'slippageBps'),
          impact: figure(form, 'impact'),
        },
        execution: Object.fromEntries(orderFields.map(({ name: field }) => [field, figure(form, field)])),
        fillModel: text(form, 'fillModel'),
        seed: figure(form, 'seed'),
      },
    })
    setProblem(answer.problem)
    if (answer.data) router.push(`/backtests/${answer.data.runBacktest.id}`)
    else setBusy(false)
  }
  if (!strategy || barChoices(data).length === 0) return <Empty say="There are no bars yet." why={whereBarsComeFrom} />
  return (
    <form onSubmit={submit} aria-label="New backtest">
      <div className="fields">
        <Question
          data={data}
          strategies={data.strategies}
          strategy={strategy}
          onStrategy={setName}
          focus={focus}
          symbols={symbols}
          problem={problem}
        />
      </div>
      <div className="fields" key={name}>
        {fields.map((field) => (
          <ParameterField key={field.name} field={field} prefix="params." problem={problem} />
        ))}
      </div>
      <details>
        <summary className="act">Capital and costs</summary>
        <div className="fields">
          <Field
            label="Capital"
            name="capital"
            type="number"
            step="any"
            min={1}
            defaultValue={100000}
            problem={problem}
          />
          <Field
            label="Commission, bp a side"
            name="commissionBps"
            type="number"
            step="any"
            min={0}
            defaultValue={10}
            problem={problem}
          />
          <Field
            label="Slippage, bp a side"
            name="slippageBps"
            type="number"
            step="any"
            min={0}
            defaultValue={1}
            problem={problem}
          />
          <Field
            label="Impact, deviations at all of the volume"
            name="impact"
            type="number"
            step="any"
            min={0}
            defaultValue={1}
            problem={problem}
          />
          <Field
            label="Risk-free, a year"
            name="riskFree"
            type="number"
            step="any"
            defaultValue={0.02}
            problem={problem}
          />
          <Choice
            label="Fills"
            name="fillModel"
            choices={fillModels.map((model) => [model, model.replace('-', ' ')])}
            problem={problem}
          />
          <Field label="Seed" name="seed" type="number" step={1} min={0} defaultValue={1} problem={problem} />
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
      <Wrong problem={problem} />
      <div className="acts" style={{ marginTop: 14 }}>
        <button type="submit" className="act" disabled={busy}>
          {busy ? 'Starting' : 'Run backtest'}
        </button>
      </div>
    </form>
  )
}
