import { graphql, type ResultOf } from '#app/_data/graphql.ts'

export const AccountPage = graphql(`
  query AccountPage($id: ID!, $sleeve: Int!, $trades: Int!, $after: String) {
    accountRun(id: $id) {
      id state strategies symbols request manifest notes computeMs createdAt finishedAt visibility
      owner { name }
      metrics {
        bars barsPerYear totalReturn annualReturn volatilityAnnual sharpeAnnual sharpeCi sortinoAnnual calmar maxDrawdown
        maxDrawdownBars trades winRate profitFactor expectancyBps exposure turnoverAnnual costShare totalCosts
      }
      execution evidence
      equity(maxPoints: 2000) { ts equity drawdown exposure }
      sleeves {
        name strategy symbols timeframe share contribution
        metrics { totalReturn sharpeAnnual sharpeCi maxDrawdown trades }
        shape { ts equity }
      }
      positions { symbol net holdings { sleeve quantity } }
      trades(sleeve: $sleeve, first: $trades, after: $after) {
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
    neighbours: accountRuns(first: 100) { edges { node { id } } }
  }
`)

export type AccountData = ResultOf<typeof AccountPage>
export type Account = NonNullable<AccountData['accountRun']>
