import type { QuantileRow } from '#app/_charts/quantiles.ts'
import { capital, count, number, percent, pValue, ratioInterval } from '#app/_ui/format.ts'
import type { BacktestEvidence, Probe, Slice } from '#lib/contracts/evidence.ts'
import { regimeNames } from '#lib/contracts/regimes.ts'

export type { BacktestEvidence, Probe, Slice }

/** What is stored, or null in runs from before there was any. */
export const evidenceOf = (evidence: unknown): BacktestEvidence | null =>
  typeof evidence === 'object' && evidence !== null ? (evidence as BacktestEvidence) : null

/** A probe in a word or two: `passed, 12 cuts`. */
export function probeWords(probe: Probe | null): { text: string; bad: boolean } {
  if (!probe) return { text: 'not probed', bad: false }
  const cuts = `${number(probe.tried)} ${probe.tried === 1 ? 'cut' : 'cuts'}`
  return probe.passed ? { text: `passed, ${cuts}`, bad: false } : { text: probe.finding ?? 'failed', bad: true }
}

const sure = 0.95

/** One sentence: is it skill, and does it look ahead. */
export function evidenceSentence(evidence: BacktestEvidence): string {
  const { lookAhead, warmUp, probabilisticSharpe: skill, permutation, minimumTrackRecord: track } = evidence
  if (lookAhead && !lookAhead.passed)
    return 'The strategy looks into the future: nothing else on this page means anything.'
  if (warmUp && !warmUp.passed) return 'Its decisions depend on how much past it was given: they would differ live.'
  if (skill === null) return 'There are too few returns to say whether this is skill.'
  const bars = track === null ? '' : `, which takes ${number(Math.ceil(track))} bars to say`
  const say =
    skill < 0.01
      ? 'The true Sharpe ratio is above zero with a probability below 1 %'
      : skill >= sure
        ? `The true Sharpe ratio is above zero with a probability of ${percent(skill, 1)}`
        : `The true Sharpe ratio is above zero with a probability of ${percent(skill, 0)} only${bars}`
  if (!permutation) return `${say}.`
  const luck =
    permutation.p < 0.05
      ? `fewer than ${percent(Math.max(permutation.p, 0.001), permutation.p < 0.01 ? 1 : 0)} of random orders of its positions did as well`
      : `${percent(permutation.p, 0)} of random orders of its positions did as well`
  return `${say}; ${luck}.`
}

export interface Fact {
  readonly name: string
  readonly value: string
  readonly note: string
  readonly bad: boolean
}

/** The figures of the evidence, one line each; what was not made is left out. */
export function evidenceFacts(evidence: BacktestEvidence, bars: number): Fact[] {
  const { probabilisticSharpe, minimumTrackRecord: track, permutation, benchmark, capacity, monteCarlo } = evidence
  const [ahead, warm] = [probeWords(evidence.lookAhead), probeWords(evidence.warmUp)]
  const facts: (Fact | null)[] = [
    {
      name: 'Look-ahead probe',
      value: evidence.lookAhead ? (ahead.bad ? 'failed' : 'passed') : '–',
      note: ahead.text,
      bad: ahead.bad,
    },
    {
      name: 'Warm-up probe',
      value: evidence.warmUp ? (warm.bad ? 'failed' : 'passed') : '–',
      note: warm.text,
      bad: warm.bad,
    },
    probabilisticSharpe === null
      ? null
      : {
          name: 'Probability of skill',
          value: percent(probabilisticSharpe, 1),
          note: 'that the true Sharpe ratio is above zero',
          bad: false,
        },
    track === null
      ? null
      : {
          name: 'Bars needed',
          value: number(Math.ceil(track)),
          note: `for 95 % confidence; there are ${number(bars)}`,
          bad: track > bars,
        },
    permutation === null
      ? null
      : {
          name: 'Permutation p',
          value: pValue(permutation.p),
          note: `share of ${number(permutation.draws)} random orders that did as well`,
          bad: false,
        },
    monteCarlo === null
      ? null
      : {
          name: 'Paths that lose',
          value: percent(monteCarlo.loss, 0),
          note: `of ${number(monteCarlo.paths)}`,
          bad: false,
        },
    benchmark === null
      ? null
      : {
          name: `Against ${benchmark.symbol}`,
          value: percent(benchmark.alphaAnnual, 1),
          note: `alpha a year, β ${number(benchmark.beta, 2)}; it made ${percent(benchmark.totalReturn, 1)}`,
          bad: false,
        },
    capacity === null
      ? null
      : {
          name: 'Capacity',
          value: number(capacity),
          note: 'capital at which nine orders in ten still fill whole',
          bad: false,
        },
  ]
  return facts.filter((fact): fact is Fact => fact !== null)
}

/** Rows of what might have been, with what was. */
export function pathRows(
  evidence: BacktestEvidence,
  actual: { readonly totalReturn: number; readonly maxDrawdown: number },
): QuantileRow[] {
  const { monteCarlo } = evidence
  if (!monteCarlo) return []
  const fall = (v: number) => -Math.abs(v)
  const [a, b, c, d, e] = monteCarlo.maxDrawdown.map(fall).sort((p, q) => p - q)
  return [
    { name: 'Return, bars in blocks', points: monteCarlo.totalReturn, actual: actual.totalReturn },
    ...(monteCarlo.trades
      ? [{ name: 'Return, trades drawn anew', points: monteCarlo.trades, actual: actual.totalReturn }]
      : []),
    { name: 'Worst drawdown', points: [a, b, c, d, e], actual: fall(actual.maxDrawdown) },
  ]
}

export function pathsSentence(evidence: BacktestEvidence): string {
  const { monteCarlo } = evidence
  if (!monteCarlo) return 'No path was drawn.'
  const [low, , , , high] = monteCarlo.totalReturn
  return `In nine of ten of ${number(monteCarlo.paths)} re-drawn histories the return lies between ${percent(low, 1)} and ${percent(high, 1)}; ${percent(monteCarlo.loss, 0)} end with a loss.`
}

/** Regimes in their order; what has another name comes last. */
export const inOrder = (slices: readonly Slice[]): Slice[] => {
  const place = (name: string) => {
    const at = (regimeNames as readonly string[]).indexOf(name)
    return at < 0 ? regimeNames.length : at
  }
  return slices.toSorted((a, b) => place(a.name) - place(b.name))
}

/** `Three of four years gained; 2015 lost most, −4.2 %.` */
export function slicesSentence(slices: readonly Slice[], what: readonly [one: string, many: string]): string {
  const gained = slices.filter(({ totalReturn }) => totalReturn > 0).length
  const worst = slices.toSorted((a, b) => a.totalReturn - b.totalReturn)[0]
  if (!worst) return 'There is nothing to tell apart.'
  const n = slices.length
  if (n === 1)
    return `There is one ${what[0]}, with a return of ${percent(worst.totalReturn, 1)}${worst.sharpeCi ? `, Sharpe 95 % ${ratioInterval(worst.sharpeCi[0], worst.sharpeCi[1])}` : ''}.`
  const end =
    worst.totalReturn < 0
      ? `${worst.name} lost most, ${percent(worst.totalReturn, 1)}`
      : `${worst.name} gained least, ${percent(worst.totalReturn, 1)}`
  return `${gained === 0 ? 'None' : capital(count(gained))} of ${count(n)} ${what[1]} gained; ${end}.`
}
