import type { ExecutionOptions } from '#lib/contracts/orders.ts'
import type { Ledger } from './ledger.ts'

const yearMs = 365 * 86_400_000
/** Perpetual swaps settle at 00:00, 08:00 and 16:00 UTC. */
const fundingMs = 8 * 3_600_000

export interface Carry {
  /** Charges what it cost to hold the positions from the last bar to this one, at the closes of the last one. */
  hold(ts: number): void
  /** Remembers what is held from here on. */
  mark(ts: number, closes: Float64Array): void
  save(): SavedCarry
}

export interface SavedCarry {
  readonly ts: number | null
  readonly closes: readonly number[]
}

/**
 * What positions cost while nothing trades: a fee for everything that is borrowed to be short, and the funding of
 * perpetual swaps, which longs pay to shorts (or the other way when the rate is negative).
 * @param perpetual whether each leg is a perpetual swap: these have funding and nothing to borrow.
 * @param charge books what one leg costs; without it the book alone is charged.
 */
export function carry(
  book: Ledger,
  options: Pick<ExecutionOptions, 'borrowBps' | 'fundingBps'>,
  perpetual: readonly boolean[],
  saved?: SavedCarry,
  charge: (leg: number, kind: 'funding' | 'borrow', amount: number) => void = (_, kind, amount) =>
    book.charge(kind, amount),
): Carry {
  const legs = perpetual.length
  const closes = Float64Array.from(saved?.closes ?? new Float64Array(legs))
  const borrowAMs = options.borrowBps / 1e4 / yearMs
  const funding = options.fundingBps / 1e4
  // A cell, because it is written every bar.
  const clock = new Float64Array(1).fill(saved?.ts ?? Number.NaN)
  return {
    hold(ts) {
      if (book.isFlat) return
      const before = clock[0]
      if (Number.isNaN(before)) return
      for (let leg = 0; leg < legs; leg++) {
        const value = book.quantity[leg] * closes[leg] * book.rate(leg)
        if (value === 0) continue
        if (perpetual[leg]) {
          const times = Math.floor(ts / fundingMs) - Math.floor(before / fundingMs)
          if (times > 0) charge(leg, 'funding', value * funding * times)
        } else if (value < 0) charge(leg, 'borrow', -value * borrowAMs * (ts - before))
      }
    },
    mark(ts, prices) {
      clock[0] = ts
      if (book.isFlat) return
      for (let leg = 0; leg < legs; leg++) closes[leg] = prices[leg]
    },
    save: () => ({ ts: Number.isNaN(clock[0]) ? null : clock[0], closes: [...closes] }),
  }
}
