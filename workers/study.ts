import { hashPanel, panelOf, type SymbolBars } from '#lib/backtest/data.ts'
import type { Instruments } from '#lib/backtest/desk-of.ts'
import { detailColumns } from '#lib/backtest/detail.ts'
import type { BacktestRequest } from '#lib/contracts/backtests.ts'
import { codeVersion } from './version.ts'

/** What is needed to run a study again: data hash, code version, the whole request as it was understood. */
export function manifestOf(
  request: BacktestRequest,
  bars: readonly SymbolBars[],
  { detail }: Pick<Instruments, 'detail'> = {},
): Record<string, unknown> {
  const panel = panelOf(bars, request.timeframe, request.from, request.to)
  return {
    dataHash: hashPanel(panel, detailColumns(detail)),
    codeVersion: codeVersion(),
    ...request,
    from: new Date(panel.ts[0]).toISOString(),
    to: new Date(panel.ts[panel.ts.length - 1]).toISOString(),
    bars: panel.ts.length,
    fillModel: panel.closeOnly ? 'next-close' : request.fillModel,
  }
}
