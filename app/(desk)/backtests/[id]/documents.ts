import { graphql, type ResultOf } from '#app/_data/graphql.ts'

export const BacktestPage = graphql(`
  query BacktestPage($id: ID!, $trades: Int!, $after: String) {
    backtest(id: $id) {
      id state strategy symbols request manifest notes computeMs createdAt finishedAt visibility
      owner { name }
      metrics {
        bars barsPerYear totalReturn annualReturn volatilityAnnual sharpeAnnual sharpeCi sortinoAnnual calmar maxDrawdown
        maxDrawdownBars trades winRate profitFactor expectancyBps exposure turnoverAnnual costShare totalCosts
      }
      execution evidence
      equity(maxPoints: 2000) { ts equity drawdown exposure }
      trades(first: $trades, after: $after) {
        totalCount
        pageInfo { hasNextPage endCursor }
        edges {
          node {
            n side entryTs exitTs bars pnl netBps costs entryReason exitReason exitKind entryReading
            legs { symbol quantity entryPrice exitPrice }
          }
        }
      }
      job {
        id kind state progress phase done total attempt cancelRequested createdAt startedAt finishedAt payload result
        error { code message hint }
      }
    }
    neighbours: backtests(first: 100) { edges { node { id } } }
  }
`)

/** What takes a look at every bar: read behind the first chart, which does not wait for it. */
export const BacktestBehind = graphql(`
  query BacktestBehind($id: ID!) {
    backtest(id: $id) {
      rollingSharpe(maxPoints: 400) { window ts ratio low high }
      prices(maxPoints: 1000) { ts legs { symbol close } }
      drawn: trades(first: 100) { totalCount edges { node { entryTs exitTs exitKind legs { symbol quantity } } } }
    }
  }
`)

export type Behind = NonNullable<ResultOf<typeof BacktestBehind>['backtest']>
export type BacktestData = ResultOf<typeof BacktestPage>
export type Backtest = NonNullable<BacktestData['backtest']>
export type Trade = Backtest['trades']['edges'][number]['node']
