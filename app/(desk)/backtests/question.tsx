'use client'

import type { Problem } from '#app/_data/problem.ts'
import { Choice, Field } from '#app/_ui/field.tsx'
import { symbolsOf, wordsOf } from '#app/_ui/schema-form.ts'
import { seriesChoices } from '../pairs/series.ts'
import type { BacktestsData } from './documents.ts'

export type QuestionData = Pick<BacktestsData, 'instruments' | 'barSets' | 'pairs'>
export type Strategy = Pick<BacktestsData['strategies'][number], 'name' | 'title' | 'legsMin' | 'legsMax'>

export const text = (form: FormData, name: string) => String(form.get(name) ?? '').trim() || undefined
export const figure = (form: FormData, name: string) => {
  const value = text(form, name)
  return value === undefined ? undefined : Number(value)
}

export const barChoices = (data: Pick<QuestionData, 'barSets'>) => seriesChoices(data.barSets)

/** What a run is asked on, as the API takes it. */
export function questionOf(form: FormData, data: Pick<QuestionData, 'barSets'>) {
  const chosen = barChoices(data)[Number(form.get('series'))]
  return {
    symbols: symbolsOf(String(form.get('symbols') ?? '')),
    venue: chosen?.venue,
    timeframe: chosen?.timeframe,
    source: chosen?.source,
    adjustment: chosen?.adjustment,
    from: text(form, 'from'),
    to: text(form, 'to'),
  }
}

/** What a strategy may be asked on: a pair that is watched, else the first that is listed. */
export function suggestedSymbols(data: QuestionData, strategy: Pick<Strategy, 'legsMin'>): string {
  const watched = data.pairs.edges[0]?.node
  const listed = data.instruments.edges.map(({ node }) => node.symbol)
  if (strategy.legsMin < 2) return listed[0] ?? ''
  return watched ? `${watched.y}, ${watched.x}` : listed.slice(0, 2).join(', ')
}

export const legsOf = ({ legsMin, legsMax }: Pick<Strategy, 'legsMin' | 'legsMax'>): string =>
  legsMin === legsMax ? `${legsMin} ${legsMin === 1 ? 'symbol' : 'symbols'}` : `${legsMin} to ${legsMax} symbols`

/** Which bars, from where, of which time. */
export function BarsAndSpan({ data, problem }: { data: Pick<QuestionData, 'barSets'>; problem: Problem | null }) {
  return (
    <>
      <Choice
        whole
        label="Bars"
        name="series"
        choices={barChoices(data).map((choice, i) => [String(i), choice.title])}
        problem={problem}
      />
      <Span problem={problem} />
    </>
  )
}

export function Span({ problem }: { problem: Problem | null }) {
  return (
    <>
      <Field label="From, UTC" name="from" placeholder="first bar" pattern="\d{4}-\d{2}-\d{2}.*" problem={problem} />
      <Field label="To, UTC" name="to" placeholder="last bar" pattern="\d{4}-\d{2}-\d{2}.*" problem={problem} />
    </>
  )
}

/** Strategy, symbols, bars and span: the same for a backtest and a study. */
export function Question(props: {
  data: QuestionData
  strategies: readonly Strategy[]
  strategy: Strategy
  onStrategy: (name: string) => void
  focus?: boolean
  symbols: string | null
  problem: Problem | null
}) {
  const { data, strategies, strategy, onStrategy, focus, problem } = props
  const pair = strategy.legsMin === 2
  const suggestion = props.symbols ?? suggestedSymbols(data, strategy)
  return (
    <>
      <Choice
        whole
        label="Strategy"
        name="strategy"
        value={strategy.name}
        autoFocus={focus}
        onChange={(event) => onStrategy(event.currentTarget.value)}
        choices={strategies.map((one) => [one.name, one.title])}
        problem={problem}
      />
      <Field
        key={`symbols of ${strategy.name}`}
        whole
        label={pair ? 'Symbols: y, then x' : 'Symbols'}
        name="symbols"
        defaultValue={suggestion}
        required
        note={legsOf(strategy)}
        problem={problem}
      />
      <BarsAndSpan data={data} problem={problem} />
    </>
  )
}

type Space = Readonly<Record<string, readonly (number | string | boolean)[]>>
export const spaceOf = (strategy: { readonly space: unknown }) => strategy.space as Space

/** A field for each parameter that is worth varying, filled with the strategy's own values. */
export function SpaceFields(props: {
  space: Space
  verb: string
  prefix: string
  /** How it is written; said once. */
  note?: string
  problem: Problem | null
}) {
  const { space, verb, prefix, note, problem } = props
  return (
    <div className="fields">
      {Object.entries(space).map(([field, values], i) => (
        <Field
          key={field}
          whole
          label={`${verb}: ${wordsOf(field)}`}
          name={`${prefix}${field}`}
          defaultValue={values.join(', ')}
          note={i === 0 ? note : undefined}
          problem={problem}
        />
      ))}
    </div>
  )
}
