import { capital, count, list, number, percent, plural } from '#app/_ui/format.ts'
import { barTime } from '#app/_ui/time.ts'
import { type Timeframe, timeframeMs } from '#lib/contracts/common.ts'

/** Length of a bar by its name, as the API writes it. */
export const barLength = (timeframe: string): number => timeframeMs[timeframe as Timeframe] ?? 86_400_000

/** The verdict over a list of runs: where the newest finished market stands. */
export function regimesVerdict(
  runs: readonly {
    symbols: readonly string[]
    state: string
    timeframe: string
    now: string | null
    changes: readonly { at: string }[]
  }[],
  total: number,
): string {
  if (total === 0) return 'No market has been told its regimes yet.'
  const done = runs.find(({ state, now }) => state === 'done' && now)
  if (!done) return `${capital(count(total))} ${plural(total, 'market')} asked about, none finished.`
  const at = done.changes.at(-1)?.at
  return `${list(done.symbols)} ${done.symbols.length === 1 ? 'is' : 'are'} ${done.now} since ${barTime(at, barLength(done.timeframe))}.`
}

interface Told {
  readonly what: string
  readonly now: string | null
  readonly changes: readonly { at: string; to: string }[]
  readonly figures: readonly {
    regime: string
    share: number
    volatilityAnnual: number | null
    sharpe: number | null
    sharpeCi: readonly number[] | null
  }[]
  readonly barMs: number
}

/** One market: where it stands, since when, and whether stress was told from calm. */
export function regimeVerdict({ what, now, changes, figures, barMs }: Told): string {
  const last = changes.at(-1)
  if (!now || !last) return `Nothing is told of ${what} yet.`
  const of = (name: string) => figures.find(({ regime }) => regime === name)?.volatilityAnnual ?? null
  const [calm, stressed] = [of('calm'), of('stressed')]
  const apart =
    calm === null || stressed === null
      ? 'One of calm and stressed was never told.'
      : stressed > calm
        ? `After stress was told it moved ${number(stressed / calm, 1)} times as much as after calm.`
        : 'What was told stressed moved no more than what was told calm: do not use this.'
  return `${what}: ${now} since ${barTime(last.at, barMs)}. ${apart}`
}

/** Whether the regimes say anything about the return, from the intervals that are in the table. */
export function figuresSentence(figures: Told['figures']): string {
  const sure = figures.filter(({ sharpeCi }) => sharpeCi && (sharpeCi[0] > 0 || sharpeCi[1] < 0))
  if (sure.length === 0) return 'In no regime can the Sharpe ratio be told from zero.'
  const names = sure.map(({ regime, sharpeCi }) => `${regime} ${sharpeCi && sharpeCi[0] > 0 ? 'above' : 'below'}`)
  return `The Sharpe ratio stands ${list(names)} zero; ${figures.length - sure.length} of ${figures.length} cannot be told from it.`
}

/** What the matrix says: how long each regime stays. */
export function transitionsSentence(transitions: readonly (readonly number[])[], names: readonly string[]): string {
  const stays = names.flatMap((name, i) => (transitions[i]?.some((v) => v > 0) ? [{ name, p: transitions[i][i] }] : []))
  if (stays.length === 0) return 'Nothing was told twice in a row.'
  const least = stays.reduce((a, b) => (b.p < a.p ? b : a))
  return `From bar to bar a regime stays in ${list(stays.map(({ name, p }) => `${percent(p, 0)} (${name})`))}; ${least.name} is left soonest.`
}
