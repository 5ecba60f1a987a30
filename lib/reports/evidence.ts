import type { BacktestMetrics } from '#lib/contracts/backtests.ts'
import type { BacktestEvidence, Slice } from '#lib/contracts/evidence.ts'
import type { ReportSection } from '#lib/contracts/reports.ts'
import { decimals, facts, fraction, number, percent, table, whole, words } from './words.ts'

/** How far a run can be trusted. */
export function evidenceSection(evidence: BacktestEvidence, m: BacktestMetrics): ReportSection {
  const {
    probabilisticSharpe: skill,
    minimumTrackRecord,
    lookAhead,
    warmUp,
    permutation,
    benchmark,
    capacity,
  } = evidence
  const probe = (found: BacktestEvidence['lookAhead']) =>
    found === null ? 'not probed' : found.passed ? `passed, ${found.tried} cuts` : `failed: ${found.finding ?? ''}`
  return {
    title: 'Evidence',
    say:
      skill === null
        ? 'There are too few returns to say whether this is skill.'
        : `The true Sharpe ratio is above zero with a probability of ${percent(skill, 1)}.`,
    blocks: [
      facts('Evidence', [
        ['Look-ahead probe', words, probe(lookAhead)],
        ['Warm-up probe', words, probe(warmUp)],
        ['Probability of skill', fraction(), skill],
        ['Bars needed for 95 %', whole, minimumTrackRecord, `there are ${number(m.bars)}`],
        ['Permutation p', decimals(4), permutation?.p, permutation ? `${number(permutation.draws)} random orders` : ''],
        ...(benchmark
          ? ([
              [
                `Alpha a year against ${benchmark.symbol}`,
                fraction(),
                benchmark.alphaAnnual,
                `beta ${number(benchmark.beta, 2)}`,
              ],
            ] as const)
          : []),
        ['Capacity', whole, capacity, 'capital at which nine orders in ten fill whole'],
      ]),
    ],
  }
}

/** What might have been; nothing where no path was drawn. */
export function pathsSection({ monteCarlo }: BacktestEvidence, m: BacktestMetrics): ReportSection | null {
  if (!monteCarlo) return null
  const row = (name: string, points: readonly number[], actual: number) => [name, ...points, actual]
  const falls = monteCarlo.maxDrawdown.map((v) => -Math.abs(v)).sort((a, b) => a - b)
  const [low, , , , high] = monteCarlo.totalReturn
  return {
    title: 'What might have been',
    say: `In nine of ten of ${number(monteCarlo.paths)} re-drawn histories the return lies between ${percent(low)} and ${percent(high)}; ${percent(monteCarlo.loss, 0)} end with a loss.`,
    blocks: [
      table(
        'Monte Carlo',
        [
          ['', words],
          ...(['5 %', '25 %', 'Median', '75 %', '95 %', 'This run'] as const).map(
            (head) => [head, fraction()] as const,
          ),
        ],
        [
          row('Return, bars in blocks', monteCarlo.totalReturn, m.totalReturn),
          ...(monteCarlo.trades ? [row('Return, trades drawn anew', monteCarlo.trades, m.totalReturn)] : []),
          row('Worst drawdown', falls, -Math.abs(m.maxDrawdown)),
        ],
      ),
    ],
  }
}

/** A run by year or by regime. */
export function slicesSection(title: string, what: string, slices: readonly Slice[]): ReportSection | null {
  if (slices.length === 0) return null
  const gained = slices.filter(({ totalReturn }) => totalReturn > 0).length
  return {
    title,
    say: `${number(gained)} of ${number(slices.length)} ${slices.length === 1 ? what : `${what}s`} gained.`,
    blocks: [
      table(
        title,
        [
          [what.replace(/^./, (c) => c.toUpperCase()), words],
          ['Bars', whole],
          ['Return', fraction()],
          ['Sharpe', decimals(2)],
          ['Low', decimals(2)],
          ['High', decimals(2)],
          ['Worst fall', fraction()],
          ['Trades', whole],
          ['Won', fraction(0)],
        ],
        slices.map((one) => [
          one.name,
          one.bars,
          one.totalReturn,
          one.sharpe,
          one.sharpeCi?.[0],
          one.sharpeCi?.[1],
          -Math.abs(one.maxDrawdown),
          one.trades,
          one.winRate,
        ]),
      ),
    ],
  }
}
