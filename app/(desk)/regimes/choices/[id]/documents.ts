import { graphql, type ResultOf } from '#app/_data/graphql.ts'

export const ChoicePage = graphql(`
  query ChoicePage($id: ID!) {
    adaptiveStudy(id: $id) {
      id state strategy symbols timeframe detector request manifest verdict adapted combinations notes computeMs
      createdAt finishedAt
      owner { name }
      byRegime { bars sharpe sharpeCi totalReturn maxDrawdown trades }
      byCommon { bars sharpe sharpeCi totalReturn maxDrawdown trades }
      gap { difference low high p }
      windows bettered
      folds(newest: 40) {
        trainFrom trainTo testFrom testTo common
        choices { regime params used refused }
        byRegime { sharpe totalReturn }
        byCommon { sharpe totalReturn }
      }
      chosen { common params choices { regime params bars trades own common won blocks used refused } }
      track(maxPoints: 4000) { ts byRegime byCommon regime fold }
      job {
        id kind state progress phase done total attempt cancelRequested createdAt startedAt finishedAt payload result
        error { code message hint }
      }
    }
  }
`)

export type AdaptiveStudy = NonNullable<ResultOf<typeof ChoicePage>['adaptiveStudy']>
