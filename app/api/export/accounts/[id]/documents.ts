import { graphql } from '#app/_data/graphql.ts'
import { ExportedTrade } from '#app/_data/trades.ts'

export const AccountExport = graphql(`
  query AccountExport($id: ID!) {
    accountRun(id: $id) {
      id state request manifest notes execution computeMs createdAt finishedAt
      metrics {
        bars barsPerYear totalReturn annualReturn volatilityAnnual sharpeAnnual sharpeCi sortinoAnnual calmar maxDrawdown
        maxDrawdownBars trades winRate profitFactor expectancyBps exposure turnoverAnnual costShare totalCosts
      }
      equity(maxPoints: 100000) { ts equity drawdown exposure }
      sleeves {
        name strategy symbols timeframe params share contribution
        metrics { totalReturn annualReturn sharpeAnnual sharpeCi maxDrawdown trades winRate totalCosts }
        shape { ts equity }
      }
      positions { symbol net holdings { sleeve quantity } }
    }
  }
`)

export const AccountReportFile = graphql(`
  query AccountReportFile($id: ID!, $format: ReportFormat!) {
    accountRun(id: $id) { report(format: $format) { name type base64 } }
  }
`)

export const AccountTradesExport = graphql(
  `
  query AccountTradesExport($id: ID!, $sleeve: Int!, $after: String) {
    accountRun(id: $id) {
      trades(sleeve: $sleeve, first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        edges { node { ...ExportedTrade } }
      }
    }
  }
`,
  [ExportedTrade],
)
