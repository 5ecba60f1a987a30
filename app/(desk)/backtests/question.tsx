'use client'

import { useState } from 'react'
import type { Problem } from '#app/_data/problem.ts'
import { Choice, Field, usePrefilled } from '#app/_ui/field.tsx'
import { symbolsOf, wordsOf } from '#app/_ui/schema-form.ts'
import { type SeriesChoice, seriesChoices } from '../pairs/series.ts'
import type { BacktestsData } from './documents.ts'

export type QuestionData = Pick<BacktestsData, 'barSets' | 'pairs'>
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

/** What a strategy may be asked on over some bars: a pair that is watched there, else the first symbols there are. */
export function suggestedSymbols(
  { pairs }: Partial<Pick<QuestionData, 'pairs'>>,
  { legsMin }: Pick<Strategy, 'legsMin'>,
  set: SeriesChoice | undefined,
): string {
  const watched = pairs?.edges.find(({ node }) => node.venue === set?.venue && node.timeframe === set.timeframe)?.node
  if (legsMin === 2 && watched) return `${watched.y}, ${watched.x}`
  return (set?.examples ?? []).slice(0, Math.max(1, legsMin)).join(', ')
}

export const legsOf = ({ legsMin, legsMax }: Pick<Strategy, 'legsMin' | 'legsMax'>): string =>
  legsMin === legsMax ? `${legsMin} ${legsMin === 1 ? 'symbol' : 'symbols'}` : `${legsMin} to ${legsMax} symbols`

/** Symbols and the bars they have. As long as no symbols were typed, some of the chosen bars are suggested. */
export function SymbolsAndBars(props: {
  data: Pick<QuestionData, 'barSets'> & Partial<Pick<QuestionData, 'pairs'>>
  strategy: Pick<Strategy, 'name' | 'legsMin' | 'legsMax'>
  /** What the symbols are to be; null: what fits. */
  symbols: string | null
  prefix?: string
  note?: string
  problem: Problem | null
}) {
  const { data, strategy, symbols, prefix = '', note = legsOf(strategy), problem } = props
  const choices = barChoices(data)
  const prefilled = Number(usePrefilled(`${prefix}series`) ?? 0)
  const [set, setSet] = useState(prefilled)
  const [typed, setTyped] = useState<{ readonly strategy: string; readonly set: number } | null>(null)
  // A field that was typed in is not made anew, whatever bars are chosen.
  const suggestedOn = typed?.strategy === strategy.name ? typed.set : set
  return (
    <>
      <Field
        key={`${strategy.name} on ${symbols === null ? suggestedOn : 'what was asked'}`}
        whole
        label={strategy.legsMin === 2 ? 'Symbols: y, then x' : 'Symbols'}
        name={`${prefix}symbols`}
        defaultValue={symbols ?? suggestedSymbols(data, strategy, choices[suggestedOn])}
        onChange={() => setTyped({ strategy: strategy.name, set: suggestedOn })}
        required
        note={note}
        problem={problem}
      />
      <Choice
        whole
        label="Bars"
        name={`${prefix}series`}
        onChange={(event) => setSet(Number(event.currentTarget.value))}
        choices={choices.map((choice, i) => [String(i), choice.title])}
        problem={problem}
      />
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
      <SymbolsAndBars {...{ data, strategy, symbols: props.symbols, problem }} />
      <Span problem={problem} />
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
