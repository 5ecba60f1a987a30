import type { Connection } from '#db/client.ts'
import { newId } from '#db/ids.ts'
import { createApiKey } from '#db/queries/keys.ts'
import { createSession } from '#db/queries/sessions.ts'
import * as tables from '#db/schema/index.ts'
import { adaptiveRequest, type RegimeChoice } from '#lib/contracts/adaptive.ts'
import { type BacktestMetrics, type BacktestTrade, backtestRequest } from '#lib/contracts/backtests.ts'
import { optimisationRequest } from '#lib/contracts/optimisations.ts'
import { type ScanRow, scanRequest } from '#lib/contracts/pairs.ts'
import { portfolioRequest } from '#lib/contracts/portfolios.ts'
import { regimeRequest } from '#lib/contracts/regimes.ts'
import { walkForwardRequest } from '#lib/contracts/studies.ts'
import { giveSignal, type Owned, seedPair } from './facts.ts'

/** Ids of one of everything that somebody can own. */
export interface Belongings {
  readonly pair: string
  readonly signal: string
  readonly scan: string
  readonly backtest: string
  readonly walkForward: string
  readonly optimisation: string
  readonly regimeRun: string
  readonly accountRun: string
  readonly adaptiveStudy: string
  readonly job: string
  readonly schedule: string
}

export const scanRow = (y: string, x: string, more: Partial<ScanRow> = {}): ScanRow => ({
  y,
  x,
  n: 500,
  stat: -4,
  p: 0.001,
  q: 0.01,
  crit: [-3.9, -3.3, -3],
  alpha: 0.5,
  beta: 0.8,
  halfLife: 7,
  halfLifeExact: 6.6,
  halfLifeCi: [4, null],
  lags: 1,
  reversed: { stat: -3.9, p: 0.002 },
  pHolm: 0.002,
  correlation: 0.7,
  z: 1.2,
  spreadSdBps: 120,
  rejected: null,
  ...more,
})

type Leg = { seriesId: number; symbol: string; venue: string }

const metrics: BacktestMetrics = {
  bars: 3,
  barsPerYear: 252,
  totalReturn: 0.1,
  annualReturn: 0.1,
  volatilityAnnual: 0.2,
  sharpeAnnual: 0.5,
  sharpeCi: [-1, 2],
  sortinoAnnual: null,
  calmar: null,
  maxDrawdown: -0.1,
  maxDrawdownBars: 2,
  trades: 1,
  winRate: 1,
  profitFactor: null,
  expectancyBps: 10,
  exposure: 0.5,
  turnoverAnnual: 3,
  costShare: 0.1,
  totalCosts: 4,
}

const tradeOf = (symbol: string): BacktestTrade => ({
  n: 1,
  side: 'long',
  entryTs: 0,
  exitTs: 86_400_000,
  bars: 1,
  pnl: 5,
  netBps: 4,
  costs: 1,
  entryReason: 'z',
  exitReason: 'z',
  exitKind: 'EXIT',
  entryReading: -2,
  legs: [{ symbol, quantity: 1, entryPrice: 10, exitPrice: 11 }],
})

const execution = {
  ...{ orders: 2, fills: 2, partialFills: 0, rejected: 0, expired: 0, ambiguousBars: 0, liquidations: 0 },
  ...{ fees: 1, slippage: 0.5, borrow: 0, funding: 0, conversion: 0 },
}

/** One of everything, owned by this person. */
export async function seedBelongings(connection: Connection, owned: Owned, y: Leg, x: Leg): Promise<Belongings> {
  const { db } = connection
  const [job, scan, backtest, schedule, walkForward, optimisation, regimeRun, accountRun, adaptiveStudy] = Array.from(
    { length: 9 },
    newId,
  )
  await db.insert(tables.jobs).values({ id: job, kind: 'nap', payload: { ms: 1 }, state: 'running', ...owned })
  const request = scanRequest.parse({ symbols: [y.symbol, x.symbol] })
  await db
    .insert(tables.scanRuns)
    .values({ id: scan, jobId: job, request, state: 'done', lastTs: new Date(0), histogram: [1, 2], ...owned })
  await db.insert(tables.scanRows).values([
    {
      scanId: scan,
      n: 1,
      y: y.symbol,
      x: x.symbol,
      p: 0.001,
      q: 0.01,
      kept: true,
      row: scanRow(y.symbol, x.symbol),
      spark: [1, 2],
    },
    {
      scanId: scan,
      n: 2,
      y: x.symbol,
      x: y.symbol,
      p: 0.4,
      q: 0.5,
      kept: false,
      row: scanRow(x.symbol, y.symbol, { p: 0.4, q: 0.5, halfLife: 90, rejected: 'q 0.50 above 0.10' }),
    },
  ])
  const pair = await seedPair(connection, owned, y, x)
  await db.insert(tables.pairState).values({
    pairId: pair,
    barTs: new Date(0),
    side: 'long',
    z: -2.2,
    recent: [0.5, 1],
    saved: {},
    updatedAt: new Date(0),
  })
  const signal = await giveSignal(connection, { id: pair, y: y.symbol, x: x.symbol, ...owned }, 1)
  await db.insert(tables.backtestRuns).values({
    id: backtest,
    jobId: job,
    request: backtestRequest.parse({ strategy: 'pairs-zscore', symbols: [y.symbol, x.symbol] }),
    state: 'done',
    notes: ['a note'],
    metrics,
    ...owned,
  })
  await db.insert(tables.backtestTrades).values({
    runId: backtest,
    n: 1,
    trade: tradeOf(y.symbol),
  })
  await db
    .insert(tables.backtestEquity)
    .values({ runId: backtest, ts: [0, 1, 2], equity: [100, 90, 110], drawdown: [0, -0.1, 0], exposure: [0, 1, 1] })
  await db.insert(tables.schedules).values({
    id: schedule,
    name: `s ${schedule}`,
    cron: '0 22 * * 1-5',
    timeZone: 'UTC',
    jobKind: 'nap',
    payload: {},
    ...owned,
  })
  await db.insert(tables.walkForwards).values({
    id: walkForward,
    jobId: job,
    request: walkForwardRequest.parse({ strategy: 'pairs-zscore', symbols: [y.symbol, x.symbol] }),
    state: 'done',
    trackTs: [0, 1],
    trackReturns: [0.01, -0.01],
    trackFold: [0, 0],
    ...owned,
  })
  await db.insert(tables.optimisations).values({
    id: optimisation,
    jobId: job,
    request: optimisationRequest.parse({ strategy: 'pairs-zscore', symbols: [y.symbol, x.symbol] }),
    state: 'done',
    ...owned,
  })
  await db.insert(tables.optimisationTrials).values({
    optimisationId: optimisation,
    n: 0,
    params: { window: 30 },
    state: 'done',
    values: [1.5],
    figures: { sharpe: 1.5, totalReturn: 0.1, maxDrawdown: 0.05, trades: 12, winRate: 0.5 },
  })
  await db.insert(tables.regimeRuns).values({
    id: regimeRun,
    jobId: job,
    request: regimeRequest.parse({ symbols: [y.symbol, x.symbol] }),
    state: 'done',
    result: {
      regimes: ['calm', 'normal', 'stressed'],
      features: ['volatility', 'trend', 'correlation'],
      fits: [{ fittedAt: '2024-01-01T00:00:00.000Z', bars: 100, centres: [[-4, 0, 0.5], [], [-3, 0, 0.8]] }],
      transitions: [
        [1, 0, 0],
        [0, 0, 0],
        [0, 0, 0],
      ],
      figures: [
        {
          regime: 'calm',
          bars: 2,
          share: 1,
          episodes: 1,
          meanDwell: 2,
          annualReturn: 0.1,
          volatilityAnnual: 0.1,
          sharpe: 1,
          sharpeCi: [-1, 3],
          maxDrawdown: 0.05,
        },
      ],
      changes: [{ at: '2024-01-02T00:00:00.000Z', from: null, to: 'calm' }],
      notes: ['a note'],
    },
    historyTs: [0, 1, 2],
    historyRegime: [Number.NaN, 0, 0],
    historyProbability: [Number.NaN, 0.9, 0.8],
    historyLevel: [100, 101, 102],
    ...owned,
  })
  const sleeve = { strategy: 'pairs-zscore', symbols: [y.symbol, x.symbol], share: 0.5 }
  const shape = { ts: [0, 1], equity: [50, 55] }
  await db.insert(tables.accountRuns).values({
    id: accountRun,
    jobId: job,
    request: portfolioRequest.parse({ sleeves: [{ ...sleeve, name: 'one' }, sleeve] }),
    state: 'done',
    metrics,
    manifest: { dataHash: 'x' },
    result: {
      sleeves: ['one', 'two'].map((name) => ({ ...sleeve, name, timeframe: '1d', metrics, contribution: 5, shape })),
      positions: [{ symbol: y.symbol, net: 1, bySleeve: { one: 3, two: -2 } }],
      execution,
      notes: ['a note'],
    },
    ...owned,
  })
  await db
    .insert(tables.accountTrades)
    .values([1, 2].map((place) => ({ runId: accountRun, place, n: 1, trade: tradeOf(y.symbol) })))
  await db.insert(tables.accountCurves).values(
    [0, 1, 2].map((place) => ({
      ...{ runId: accountRun, place, ts: place === 0 ? [0, 1, 2] : null },
      ...{ equity: [100, 90, 110], drawdown: [0, -0.1, 0], exposure: [0, 1, 1] },
    })),
  )
  const stretch = {
    bars: 2,
    totalReturn: 0.01,
    sharpe: 1,
    sharpeCi: [-1, 3],
    maxDrawdown: 0.01,
    trades: 1,
    winRate: 1,
  } as const
  const choices: RegimeChoice[] = [
    {
      ...{ regime: 'calm', params: { window: 30 }, evidence: { bars: 150, trades: 12 } },
      ...{ own: 1.2, common: 0.4, won: 4, blocks: 5, refused: null },
    },
    {
      ...{ regime: 'stressed', params: { window: 60 }, evidence: { bars: 20, trades: 1 } },
      ...{ own: null, common: null, won: null, blocks: 5, refused: '20 bars, of 120 it takes' },
    },
  ]
  await db.insert(tables.adaptiveStudies).values({
    id: adaptiveStudy,
    jobId: job,
    request: adaptiveRequest.parse({ strategy: 'pairs-zscore', symbols: [y.symbol, x.symbol] }),
    state: 'done',
    manifest: { dataHash: 'x' },
    result: {
      folds: [
        {
          ...{
            train: ['2020-01-01', '2020-12-31'],
            test: ['2021-01-01', '2021-01-02'],
            common: { window: 60 },
            choices,
          },
          ...{ byRegime: stretch, byCommon: stretch },
        },
      ],
      ...{ byRegime: stretch, byCommon: stretch, gap: { difference: 0.2, low: -1, high: 1.4, p: 0.6 } },
      ...{ adapted: 1, combinations: 8, notes: ['a note'] },
      chosen: { common: { window: 60 }, choices, params: { inner: 'pairs-zscore', calm: { window: 30 } } },
    },
    ...{ trackTs: [0, 1], trackByRegime: [0.01, -0.01], trackByCommon: [0.02, 0] },
    ...{ trackRegime: [Number.NaN, 0], trackFold: [0, 0] },
    ...owned,
  })
  const runs = { backtest, walkForward, optimisation, regimeRun, accountRun, adaptiveStudy }
  return { pair, signal, scan, ...runs, job, schedule }
}

/** What is a person's alone and can never be shared. */
export async function seedAccess(connection: Connection, userId: string) {
  const { row } = await createApiKey(connection.db, { ownerId: userId, name: 'k', scopes: ['read'], expiresInDays: 1 })
  return { apiKey: row.id, session: await createSession(connection.db, { userId }) }
}
