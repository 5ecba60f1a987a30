import { graphql } from '#app/_data/graphql.ts'
import { ExportedTrade } from '#app/_data/trades.ts'

export const BacktestExport = graphql(`
  query BacktestExport($id: ID!) {
    backtest(id: $id) {
      id state strategy symbols request manifest notes computeMs createdAt finishedAt
      metrics {
        bars barsPerYear totalReturn annualReturn volatilityAnnual sharpeAnnual sharpeCi sortinoAnnual calmar maxDrawdown
        maxDrawdownBars trades winRate profitFactor expectancyBps exposure turnoverAnnual costShare totalCosts
      }
      equity(maxPoints: 100000) { ts equity drawdown exposure }
    }
  }
`)

export const BacktestReportFile = graphql(`
  query BacktestReportFile($id: ID!, $format: ReportFormat!) {
    backtest(id: $id) { report(format: $format) { name type base64 } }
  }
`)

export const TradesExport = graphql(
  `
  query TradesExport($id: ID!, $after: String) {
    backtest(id: $id) {
      trades(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        edges { node { ...ExportedTrade } }
      }
    }
  }
`,
  [ExportedTrade],
)
