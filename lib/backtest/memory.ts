import type { BacktestRequest } from '#lib/contracts/backtests.ts'
import { Fault } from '#lib/fault.ts'
import { sameTimes } from '#lib/market/join.ts'
import type { SymbolBars } from './data.ts'

/** One gibibyte. */
export const memoryBudget = 2 ** 30

const double = 8
/** A bar in twenty ends a trade, and a trade with its words takes about half a kilobyte: more than strategies do. */
const tradeBytesABar = 25

/**
 * Bytes a backtest will take at most: the columns that come in, their joined copies, the curve that goes out, the trades,
 * and the windows a strategy keeps, which are as long as its whole-number parameters say.
 */
export function estimateMemory(request: Pick<BacktestRequest, 'params'>, bars: readonly SymbolBars[]): number {
  let columns = 0
  let shortest = Number.POSITIVE_INFINITY
  for (const { bars: one } of bars) {
    const n = one.ts.length
    for (const column of [one.ts, one.open, one.high, one.low, one.close, one.volume]) if (column) columns += n * double
    shortest = Math.min(shortest, n)
  }
  if (!Number.isFinite(shortest)) return 0
  const joined = bars.every(({ bars: one }) => sameTimes(one.ts, bars[0].bars.ts))
  const copies = joined ? 0 : bars.length * 6 * shortest * double
  const windows = Object.values(request.params).reduce<number>(
    (sum, value) => (Number.isSafeInteger(value) && (value as number) > 0 ? sum + (value as number) : sum),
    0,
  )
  return columns + copies + shortest * (5 * double + tradeBytesABar) + 4 * windows * bars.length * double
}

const inGibibytes = (bytes: number) => `${(bytes / 2 ** 30).toFixed(2)} GiB`

/** @throws Fault `limited` before anything has been allocated. */
export function checkMemory(bytes: number, budget = memoryBudget): void {
  if (bytes <= budget) return
  throw new Fault(
    'limited',
    `This run would take about ${inGibibytes(bytes)}, more than the ${inGibibytes(budget)} allowed`,
    {
      next: 'fix',
      hint: 'Ask for a shorter time, longer bars or fewer symbols',
    },
  )
}
