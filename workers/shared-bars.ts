import type { SymbolBars } from '#lib/backtest/data.ts'

const shared = (column: Float64Array): Float64Array => {
  const copy = new Float64Array(new SharedArrayBuffer(column.byteLength))
  copy.set(column)
  return copy
}

/** The same bars in memory that all threads see: handing them to a thread copies nothing. */
export function sharedBars(all: readonly SymbolBars[]): SymbolBars[] {
  return all.map(({ symbol, bars }) => {
    const column = (values: Float64Array | null) => values && shared(values)
    return {
      symbol,
      bars: {
        ts: shared(bars.ts),
        open: column(bars.open),
        high: column(bars.high),
        low: column(bars.low),
        close: shared(bars.close),
        volume: column(bars.volume),
      },
    }
  })
}
