import type { BacktestRequest } from '#lib/contracts/backtests.ts'
import { Fault } from '#lib/fault.ts'
import { sameTimes } from '#lib/market/join.ts'
import type { SymbolBars } from './data.ts'

/** One gibibyte. */
export const memoryBudget = 2 ** 30

const double = 8
type Params = BacktestRequest['params']
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

/**
 * Bytes an account will take at most: what each of its strategies takes on its own bars, and besides a curve for each of
 * them and for the account on all the times there are, twice while the report is cut to length.
 */
export function estimateAccount(
  sleeves: readonly { readonly symbols: readonly string[]; readonly timeframe: string; readonly params: Params }[],
  bars: readonly (SymbolBars & { readonly timeframe: string })[],
): number {
  const lengths = new Map<string, number>()
  for (const { timeframe, bars: one } of bars)
    lengths.set(timeframe, Math.max(lengths.get(timeframe) ?? 0, one.ts.length))
  const times = [...lengths.values()].reduce((sum, length) => sum + length, 0)
  const curves = 2 * 4 * double * times * (sleeves.length + 1)
  return sleeves.reduce(
    (sum, { symbols, timeframe, params }) =>
      sum +
      estimateMemory(
        { params },
        bars.filter((one) => one.timeframe === timeframe && symbols.includes(one.symbol)),
      ),
    curves,
  )
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
