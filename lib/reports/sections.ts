import type { BacktestMetrics, BacktestRequest, BacktestTrade } from '#lib/contracts/backtests.ts'
import type { ExecutionSummary } from '#lib/contracts/orders.ts'
import type { ReportFigure, ReportSection, ReportTable } from '#lib/contracts/reports.ts'
import { rollingSharpe } from '#lib/metrics/rolling-sharpe.ts'
import { drawPlots } from './drawing.ts'
import { monthly } from './months.ts'
import { decimals, facts, fraction, instant, interval, number, percent, table, whole, words } from './words.ts'

/** What the sections of one strategy and those of an account are made from. */
export interface ReportedRun {
  readonly request: Pick<BacktestRequest, 'capital' | 'riskFree'>
  readonly metrics: BacktestMetrics
  readonly evidence: { readonly inSampleOnly: boolean } | null
  readonly trades: readonly BacktestTrade[]
  readonly equity: {
    readonly ts: ArrayLike<number>
    readonly equity: ArrayLike<number>
    readonly drawdown: ArrayLike<number>
    readonly exposure: ArrayLike<number>
  }
}

/** Trades that a page shows. */
const tradesShown = 200

const columnsOf = (run: ReportedRun, barMs: number, mostRows: number): ReportTable => {
  const { ts, equity, drawdown, exposure } = run.equity
  const every = Math.max(1, Math.ceil(ts.length / mostRows))
  const last = ts.length - 1
  const rows = Array.from({ length: Math.ceil(ts.length / every) }, (_, k) => last - k * every).reverse()
  return table(
    'Equity',
    [
      ['Time', instant(barMs)],
      ['Equity', decimals(2)],
      ['Drawdown', fraction(2)],
      ['Exposure', decimals(3)],
    ],
    rows.map((i) => [ts[i], equity[i], drawdown[i], exposure[i]]),
  )
}

export function equitySection(run: ReportedRun, barMs: number, mostRows: number): ReportSection {
  const { request, metrics: m, evidence } = run
  const { ts, equity, drawdown, exposure } = run.equity
  const end = equity[equity.length - 1] ?? request.capital
  const inSample = evidence?.inSampleOnly ?? true
  const drawing = drawPlots(
    ts,
    [
      {
        name: 'equity',
        values: equity,
        rule: request.capital,
        write: (v) => number(v),
        height: 220,
        ...(inSample && { watermark: 'in sample, not a result' }),
      },
      { name: 'drawdown', values: drawdown, fillTo: 0, write: (v) => percent(v), height: 60 },
      { name: 'exposure, times the equity', values: exposure, rule: 0, write: (v) => number(v, 2), height: 50 },
    ],
    barMs,
  )
  return {
    title: 'Equity, drawdown and exposure',
    say: `${number(request.capital)} became ${number(end)}, ${percent(m.totalReturn)}, after a worst drawdown of ${percent(-Math.abs(m.maxDrawdown))}.`,
    blocks: [{ kind: 'figure', name: 'Equity', drawing, data: columnsOf(run, barMs, mostRows) }],
  }
}

export function metricsSection(m: BacktestMetrics): ReportSection {
  const ci = m.sharpeCi ? `95 % ${interval(m.sharpeCi[0], m.sharpeCi[1])}` : ''
  return {
    title: 'Metrics',
    say: '',
    blocks: [
      facts('Metrics', [
        ['Sharpe ratio, a year', decimals(2), m.sharpeAnnual, ci],
        ['Return', fraction(), m.totalReturn, 'of the whole period'],
        ['Return a year', fraction(), m.annualReturn],
        ['Volatility a year', fraction(), m.volatilityAnnual, `${number(m.barsPerYear)} bars a year`],
        ['Sortino ratio', decimals(2), m.sortinoAnnual],
        ['Calmar ratio', decimals(2), m.calmar],
        ['Worst drawdown', fraction(), -Math.abs(m.maxDrawdown), `${number(m.maxDrawdownBars)} bars to recovery`],
        ['Trades won', fraction(0), m.winRate, `of ${number(m.trades)}`],
        ['Profit factor', decimals(2), m.profitFactor],
        ['Net a trade, bp', decimals(1), m.expectancyBps],
        ['Exposure', fraction(0), m.exposure, 'of the bars'],
        ['Turnover a year', decimals(1), m.turnoverAnnual, 'times the equity'],
        [
          'Costs',
          decimals(2),
          m.totalCosts,
          m.costShare === null ? '' : `${percent(m.costShare, 0)} of the gross profit`,
        ],
      ]),
    ],
  }
}

export function rollingSection({ request, metrics: m, equity }: ReportedRun, barMs: number): ReportSection | null {
  const n = equity.ts.length
  const window = Math.max(20, Math.min(126, Math.floor(n / 4)))
  if (n < 2 * window) return null
  const value = (i: number) => (i < 0 ? request.capital : equity.equity[i])
  const returns = Float64Array.from({ length: n }, (_, i) => value(i) / value(i - 1) - 1)
  const every = Math.max(1, Math.ceil(n / 500))
  const at = Array.from({ length: Math.ceil(n / every) }, (_, k) => n - 1 - k * every).reverse()
  const rolling = rollingSharpe(returns, { window, barsPerYear: m.barsPerYear, riskFree: request.riskFree }, at)
  const nullable = (column: Float64Array) => Array.from(column, (v) => (Number.isNaN(v) ? null : v))
  const [ratio, low, high] = [rolling.ratio, rolling.low, rolling.high].map(nullable)
  const ts = at.map((i) => equity.ts[i])
  const end = ratio.length - 1
  const name = `Sharpe of ${number(window)} bars`
  const figure: ReportFigure = {
    kind: 'figure',
    name,
    drawing: drawPlots(
      ts,
      [
        {
          name: 'annual Sharpe ratio, 95 %',
          values: ratio,
          low,
          high,
          rule: 0,
          write: (v) => number(v, 2),
          height: 120,
        },
      ],
      barMs,
    ),
    data: table(
      name,
      [
        ['Time', instant(barMs)],
        ['Sharpe', decimals(2)],
        ['Low', decimals(2)],
        ['High', decimals(2)],
      ],
      ts.map((one, i) => [one, ratio[i], low[i], high[i]]),
    ),
  }
  return {
    title: `Sharpe ratio of the last ${number(window)} bars`,
    say: `It ended at ${number(ratio[end], 2)}, 95 % ${interval(low[end], high[end])}.`,
    blocks: [figure],
  }
}

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

export function monthsSection({ request, equity }: ReportedRun): ReportSection | null {
  const years = monthly(equity.ts, equity.equity, request.capital)
  const known = years.flatMap(({ months }) => months).filter((r) => r !== null)
  if (known.length < 3) return null
  const gained = known.filter((r) => r > 0).length
  return {
    title: 'Monthly returns',
    say: `${number(gained)} of ${number(known.length)} months gained; the best made ${percent(Math.max(...known))}, the worst ${percent(Math.min(...known))}.`,
    blocks: [
      table(
        'Months',
        [['Year', words], ...monthNames.map((name) => [name, fraction()] as const), ['Whole', fraction()]],
        // A month without data stays empty: a dash in twelve columns would hide the numbers.
        years.map(({ year, months, total }) => [String(year), ...months, total]),
      ),
    ],
  }
}

export function costsSection(execution: ExecutionSummary, m: BacktestMetrics): ReportSection {
  const { fees, slippage, borrow, funding, conversion = 0 } = execution
  const total = fees + slippage + borrow + funding + conversion
  const share = m.costShare === null ? '' : `, ${percent(m.costShare, 0)} of the gross profit`
  return {
    title: 'Costs and orders',
    say: `Trading cost ${number(total)}${share}.`,
    blocks: [
      facts('Costs', [
        ['Fees', decimals(2), fees],
        ['Slippage', decimals(2), slippage],
        ['Borrowing', decimals(2), borrow],
        ['Funding', decimals(2), funding],
        ['Conversion', decimals(2), conversion],
        ['Orders', whole, execution.orders],
        ['Fills', whole, execution.fills, `${number(execution.partialFills)} of them partial`],
        ['Refused', whole, execution.rejected],
        ['Expired', whole, execution.expired],
        ['Forced sales', whole, execution.liquidations],
      ]),
    ],
  }
}

export function tradesSection({ trades }: ReportedRun, barMs: number): ReportSection | null {
  if (trades.length === 0) return null
  const won = trades.filter(({ pnl }) => pnl > 0).length
  const net = trades.map(({ netBps }) => netBps)
  const reach = `from ${number(net.reduce((a, b) => Math.min(a, b)))} to ${number(net.reduce((a, b) => Math.max(a, b)))} bp`
  return {
    title: 'Trades',
    say: `${number(won)} of ${number(trades.length)} trades gained, ${reach} net of costs.`,
    blocks: [
      table(
        'Trades',
        [
          ['No.', whole],
          ['In', instant(barMs)],
          ['Out', instant(barMs)],
          ['Side', words],
          ['Legs', words],
          ['Bars', whole],
          ['End', words],
          ['Costs', decimals(2)],
          ['Net, bp', decimals(1)],
          ['P&L', decimals(2)],
        ],
        trades.map((one) => [
          one.n,
          one.entryTs,
          one.exitTs,
          one.side,
          one.legs.map(({ symbol, quantity }) => `${number(quantity, 4).replace(/\.?0+$/, '')} ${symbol}`).join(', '),
          one.bars,
          one.exitKind === null ? 'open' : one.exitKind.toLowerCase(),
          one.costs,
          one.netBps,
          one.pnl,
        ]),
        tradesShown,
      ),
    ],
  }
}

/** Whether the Sharpe ratio can be told from zero. @param what gave the trades, or none. */
export function ratioVerdict(m: BacktestMetrics, what: string): string {
  if (m.trades === 0) return `${what} gave no trade in this period.`
  if (m.sharpeAnnual === null || m.sharpeCi === null)
    return `A return of ${percent(m.totalReturn)} in ${number(m.trades)} trades: too little for a Sharpe ratio.`
  const [low, high] = m.sharpeCi
  const ratio = `A Sharpe ratio of ${number(m.sharpeAnnual, 2)} in sample, 95 % ${interval(low, high)}`
  if (low > 0) return `${ratio}: above zero, before what it was chosen from is counted.`
  return high < 0 ? `${ratio}. Do not trade this.` : `${ratio}, cannot be told from zero.`
}

/** What a reader must know, where there is anything. */
export const notesSection = (notes: readonly string[]): ReportSection | null =>
  notes.length === 0
    ? null
    : {
        title: 'Notes',
        say: '',
        blocks: [
          table(
            'Notes',
            [['Note', words]],
            notes.map((note) => [note]),
          ),
        ],
      }
