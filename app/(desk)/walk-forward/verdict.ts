import { capital, count, number, percent, plural, ratio, ratioInterval } from '#app/_ui/format.ts'

export interface Judged {
  /** Mean of the folds. */
  readonly inside: number | null
  /** Of the stitched track. */
  readonly outside: number | null
  readonly interval: readonly number[] | null
  readonly folds: number
}

/** What a walk-forward says: what the choice promised, and what came of it. */
export function studyVerdict({ inside, outside, interval, folds }: Judged): string {
  if (outside === null)
    return `${capital(count(folds))} ${plural(folds, 'fold')} without enough trades for a Sharpe ratio.`
  const promised = inside === null ? '' : `The choice promised a Sharpe ratio of ${ratio(inside)} on average. `
  const came = `${inside === null ? 'Out of sample the Sharpe ratio is' : 'Traded, it came to'} ${ratio(outside)}`
  if (!interval) return `${promised}${came}.`
  const [low, high] = interval
  if (low > 0) return `${promised}${came}, 95 % ${ratioInterval(low, high)}: above zero.`
  if (high < 0) return `${promised}${came}. Do not trade this.`
  return `${promised}${came}, which cannot be told from zero.`
}

/** The verdict over a list of runs. */
export function studiesVerdict(
  runs: readonly { interval: readonly number[] | null; done: boolean }[],
  total: number,
): string {
  if (total === 0) return 'Nothing has been walked forward yet.'
  const done = runs.filter((run) => run.done)
  if (done.length === 0) return `${capital(count(total))} ${plural(total, 'study', 'studies')}, none finished.`
  const above = done.filter(({ interval }) => interval && interval[0] > 0).length
  return `${above === 0 ? 'None' : capital(count(above))} of ${count(done.length)} finished ${plural(done.length, 'study', 'studies')} ${above <= 1 ? 'is' : 'are'} above zero out of sample.`
}

const words: Record<string, string> = {
  sharpe: 'Sharpe ratio',
  drawdown: 'worst drawdown',
  winRate: 'trades won',
  stability: 'steady parameters',
}

export interface GateLike {
  readonly name: string
  readonly limit: number
  readonly observed: number | null
  readonly passed: boolean
  readonly needed: number | null
  readonly had: number
  readonly unit: string
}

const asFraction = (name: string) => name !== 'sharpe'

/** One gate in words: `Sharpe ratio above 0.80`, what was seen, and the sample it would need. */
export function gateWords(gate: GateLike): { name: string; observed: string; sample: string } {
  const write = (value: number | null) => (asFraction(gate.name) ? percent(value, 0) : ratio(value))
  return {
    name: `${words[gate.name] ?? gate.name} ${gate.name === 'drawdown' ? 'below' : 'above'} ${write(gate.limit)}`,
    observed: write(gate.observed),
    sample:
      gate.needed === null ? '' : `${number(gate.had)} of ${number(gate.needed)} ${gate.unit} it would take to be sure`,
  }
}
