'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import type { Problem } from '#app/_data/problem.ts'
import { request } from '#app/_data/request.ts'
import { Choice, Field, ParameterField } from '#app/_ui/field.tsx'
import { whereBarsComeFrom } from '#app/_ui/head.tsx'
import { Empty, Wrong } from '#app/_ui/panel.tsx'
import { fieldsOf, paramsOf, symbolsOf } from '#app/_ui/schema-form.ts'
import { fillModels } from '#lib/contracts/backtests.ts'
import { seriesChoices } from '../pairs/series.ts'
import { type BacktestsData, RunBacktest } from './documents.ts'

const text = (form: FormData, name: string) => String(form.get(name) ?? '').trim() || undefined
const figure = (form: FormData, name: string) => {
  const value = text(form, name)
  return value === undefined ? undefined : Number(value)
}

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
  const choices = seriesChoices(data.instruments.edges.map(({ node }) => node))
  const preferred = data.strategies.find((strategy) => strategy.name === 'pairs-zscore') ?? data.strategies[0]
  const [name, setName] = useState(preferred?.name ?? '')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const strategy = data.strategies.find((one) => one.name === name)
  const fields = fieldsOf(strategy?.schema)
  const watched = data.pairs.edges[0]?.node
  const listed = data.instruments.edges.map(({ node }) => node.symbol)
  const suggestion =
    symbols ??
    (strategy?.legsMin === 2
      ? watched
        ? `${watched.y}, ${watched.x}`
        : listed.slice(0, 2).join(', ')
      : (listed[0] ?? ''))
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const chosen = choices[Number(form.get('series'))]
    setBusy(true)
    setProblem(null)
    const answer = await request(RunBacktest, {
      input: {
        strategy: name,
        params: paramsOf(fields, (field) => form.get(`params.${field}`) as string | null),
        symbols: symbolsOf(String(form.get('symbols') ?? '')),
        venue: chosen?.venue,
        timeframe: chosen?.timeframe,
        source: chosen?.source,
        adjustment: chosen?.adjustment,
        from: text(form, 'from'),
        to: text(form, 'to'),
        capital: figure(form, 'capital'),
        riskFree: figure(form, 'riskFree'),
        costs: { commissionBps: figure(form, 'commissionBps'), slippageBps: figure(form, 'slippageBps') },
        fillModel: text(form, 'fillModel'),
        seed: figure(form, 'seed'),
      },
    })
    setProblem(answer.problem)
    if (answer.data) router.push(`/backtests/${answer.data.runBacktest.id}`)
    else setBusy(false)
  }
  if (!strategy || choices.length === 0) return <Empty say="There are no bars yet." why={whereBarsComeFrom} />
  const legs =
    strategy.legsMin === strategy.legsMax
      ? `${strategy.legsMin} symbols`
      : `${strategy.legsMin} to ${strategy.legsMax} symbols`
  return (
    <form onSubmit={submit} aria-label="New backtest">
      <div className="fields">
        <Choice
          whole
          label="Strategy"
          name="strategy"
          value={name}
          autoFocus={focus}
          onChange={(event) => setName(event.currentTarget.value)}
          choices={data.strategies.map((one) => [one.name, one.title])}
          problem={problem}
        />
        <Field
          key={`symbols of ${name}`}
          whole
          label={strategy.legsMin === 2 ? 'Symbols: y, then x' : 'Symbols'}
          name="symbols"
          defaultValue={suggestion}
          required
          note={legs}
          problem={problem}
        />
        <Choice
          whole
          label="Bars"
          name="series"
          choices={choices.map((choice, i) => [String(i), choice.title])}
          problem={problem}
        />
        <Field label="From, UTC" name="from" placeholder="first bar" pattern="\d{4}-\d{2}-\d{2}.*" problem={problem} />
        <Field label="To, UTC" name="to" placeholder="last bar" pattern="\d{4}-\d{2}-\d{2}.*" problem={problem} />
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
      <Wrong problem={problem} />
      <div className="acts" style={{ marginTop: 14 }}>
        <button type="submit" className="act" disabled={busy}>
          {busy ? 'Starting' : 'Run backtest'}
        </button>
      </div>
    </form>
  )
}
