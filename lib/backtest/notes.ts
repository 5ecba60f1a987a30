import type { BacktestRequest } from '#lib/contracts/backtests.ts'
import type { VenueCounts } from '#lib/execution/venue.ts'
import type { Panel } from './data.ts'

const dateOf = (ts: number) => new Date(ts).toISOString().slice(0, 10)

/** Ratios of splits that happen; their inverses are reverse splits. */
const splits = [1.5, 2, 3, 4, 5, 6, 7, 8, 10, 15, 20, 25, 30, 40, 50, 100]

/**
 * Where a price jumps over night by the ratio of a split: bars that were not adjusted, most likely.
 * Returns one sentence a symbol, with the first such bar.
 */
export function splitNotes(panel: Panel): string[] {
  const notes: string[] = []
  for (const [leg, { open, close }] of panel.legs.entries()) {
    const next = open ?? close
    let count = 0
    let first = -1
    for (let t = 1; t < close.length; t++) {
      const before = close[t - 1]
      const after = next[t]
      // Nothing smaller is a split; two products tell, without a division.
      if (!(after > 1.45 * before || before > 1.45 * after)) continue
      const ratio = after > before ? after / before : before / after
      if (!splits.some((split) => Math.abs(ratio / split - 1) < 0.02)) continue
      count++
      if (first < 0) first = t
    }
    if (first < 0) continue
    const ratio = next[first] / close[first - 1]
    const words =
      ratio < 1 ? `to 1/${Number((1 / ratio).toFixed(1))}` : `to ${Number(ratio.toFixed(1))} times its price`
    const more = count > 1 ? `, and ${count - 1} more times like that` : ''
    notes.push(
      `${panel.symbols[leg]} jumps ${words} on ${dateOf(panel.ts[first])}${more}: is a split not adjusted for?`,
    )
  }
  return notes
}

/** What a reader has to know about the data before believing the figures. */
export function dataNotes(panel: Panel, request: BacktestRequest): string[] {
  const notes: string[] = []
  if (panel.closeOnly)
    notes.push('These series have closes only: orders are filled at the next close, not at the next open.')
  if (panel.silent.length > 0)
    notes.push(`${panel.silent.join(' and ')} have no volume at all: fills are not held to a share of it.`)
  const blind = panel.symbols.filter((symbol, leg) => panel.legs[leg].volume === null || panel.silent.includes(symbol))
  if (blind.length > 0 && !request.execution?.slippage && request.costs.impact > 0)
    notes.push(`${blind.join(' and ')}: no volumes, so slippage is its fixed part alone, without impact.`)
  for (const { symbol, ts, bars } of panel.ended)
    notes.push(
      `${symbol} ends on ${dateOf(ts)}, ${bars} bars before the others: the run ends there, all positions closed.`,
    )
  for (const { symbol, share } of panel.dropped)
    notes.push(
      `${(100 * share).toFixed(1)} % of the bars of ${symbol} have no partner at the same time and were left out.`,
    )
  return [...notes, ...splitNotes(panel)]
}

/** What a reader has to know about what happened. */
export function runNotes(
  counts: Readonly<VenueCounts>,
  ran: { liquidations: number; isRuined: boolean; isOpen: boolean; refused?: number },
): string[] {
  const notes: string[] = []
  if (ran.isOpen) notes.push('One position is still open at the end: marked at the last close, not counted as a trade.')
  if (counts.partialFills > 0)
    notes.push(`${counts.partialFills} fills were partial: orders were larger than their share of the volume.`)
  if (counts.rejected > 0)
    notes.push(
      `${counts.rejected} orders were refused by the venue: too small, off its steps, post-only where they would have taken, or a sale at a price nobody pays.`,
    )
  if (ran.refused)
    notes.push(`${ran.refused} times an order was not placed: exposure could have gone above the leverage allowed.`)
  if (counts.ambiguousBars > 0)
    notes.push(`${counts.ambiguousBars} bars held both stop and target: which came first is an assumption.`)
  if (ran.liquidations > 0) notes.push(`Margin was used up ${ran.liquidations} times: positions were sold by force.`)
  if (ran.isRuined) notes.push('Equity fell to zero: the strategy was stopped there.')
  return notes
}
