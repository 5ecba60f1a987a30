import { list, number, percent, plural, signed } from '#app/_ui/format.ts'
import { backtestsVerdict } from '../backtests/verdict.ts'

interface Listed {
  readonly state: string
  readonly metrics: { readonly sharpeCi: readonly number[] | null } | null
}

/** The verdict over all accounts that are shown. */
export function accountsVerdict(runs: readonly Listed[], total: number): string {
  if (total === 0) return 'No account has run yet.'
  const judged = runs.map(({ state, metrics }) => ({ sharpeCi: metrics?.sharpeCi ?? null, done: state === 'done' }))
  return backtestsVerdict(judged, total).replaceAll('backtest', 'account')
}

export interface Part {
  readonly name: string
  readonly share: number
  readonly contribution: number | null
}

/** Who made the result. @param gained by the whole account. */
export function contributionSentence(parts: readonly Part[], gained: number): string {
  const known = parts.flatMap(({ name, contribution }) => (contribution === null ? [] : [{ name, contribution }]))
  const sorted = known.toSorted((a, b) => b.contribution - a.contribution)
  const [best] = sorted
  if (!best) return 'Nothing was gained or lost.'
  const losers = sorted.filter(({ contribution }) => contribution < 0).toReversed()
  const whole = `${gained < 0 ? 'Lost' : 'Gained'} ${number(Math.abs(gained))}`
  if (sorted.length === 1) return `${whole}, all of it by ${best.name}.`
  const most =
    gained > 0 && best.contribution > 0
      ? `${best.name} brought ${percent(best.contribution / gained, 0)} of it`
      : `${best.name} did best with ${signed(best.contribution)}`
  const cost = losers
    .filter(({ name }) => name !== best.name)
    .slice(0, 3)
    .map(({ name, contribution }) => `${name} lost ${number(-contribution)}`)
  return `${whole}: ${list([most, ...cost])}.`
}

/** What the shares of a form come to. */
export function sharesSentence(shares: readonly number[]): { text: string; tooMuch: boolean } {
  const sum = shares.reduce((total, share) => total + (Number.isFinite(share) ? share : 0), 0)
  const rest = 100 - sum
  const tooMuch = rest < -1e-7
  const whole = `Shares: ${number(sum, Number.isInteger(sum) ? 0 : 1)} %`
  const digits = Number.isInteger(rest) ? 0 : 1
  if (tooMuch) return { text: `${whole}, ${number(-rest, digits)} % more than there is.`, tooMuch }
  return { text: rest > 1e-7 ? `${whole}, ${number(rest, digits)} % stays in cash.` : `${whole}, all of it.`, tooMuch }
}

export interface HeldPosition {
  readonly symbol: string
  readonly net: number
  readonly holdings: readonly { readonly sleeve: string; readonly quantity: number }[]
}

/** What is held at the end, and what netting saved. */
export function positionsSentence(positions: readonly HeldPosition[]): string {
  if (positions.length === 0) return 'Nothing is held at the end.'
  const against = positions.filter(
    ({ holdings }) => holdings.some(({ quantity }) => quantity > 0) && holdings.some(({ quantity }) => quantity < 0),
  )
  const held = `${number(positions.length)} ${plural(positions.length, 'symbol is', 'symbols are')} held at the end`
  if (against.length === 0) return `${held}; no two strategies stand against each other.`
  return `${held}; in ${list(against.map(({ symbol }) => symbol))} strategies stand against each other, and the account holds the difference.`
}
