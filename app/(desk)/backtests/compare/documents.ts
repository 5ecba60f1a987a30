import { graphql, type ResultOf } from '#app/_data/graphql.ts'

/** Finished runs to choose from. */
export const ComparePage = graphql(`
  query ComparePage {
    backtests(first: 60, state: done) {
      totalCount
      edges { node { id strategy symbols request createdAt metrics { totalReturn sharpeAnnual } } }
    }
  }
`)

export const ComparedRuns = graphql(`
  query ComparedRuns($ids: [ID!]!) {
    compareBacktests(ids: $ids) {
      bars daily ts
      runs {
        rank totalReturn annualReturn volatilityAnnual sharpe sharpeCi maxDrawdown wealth
        backtest { id strategy symbols request createdAt evidence metrics { trades costShare exposure } }
      }
      differences { better worse difference low high p pHolm }
    }
  }
`)

export type CompareData = ResultOf<typeof ComparePage>
export type Comparison = NonNullable<ResultOf<typeof ComparedRuns>['compareBacktests']>
export type ComparedRun = Comparison['runs'][number]
