import { graphql, type ResultOf } from '#app/_data/graphql.ts'

export const WalkForwardPage = graphql(`
  query WalkForwardPage($id: ID!) {
    walkForward(id: $id) {
      id state strategy symbols request manifest result computeMs createdAt finishedAt passed
      owner { name }
      folds {
        trainFrom trainTo testFrom testTo params
        inSample { sharpe totalReturn trades }
        outOfSample { sharpe totalReturn maxDrawdown trades winRate }
      }
      outOfSample { sharpe sharpeCi totalReturn maxDrawdown trades winRate bars }
      gates { name limit observed passed needed had unit }
      track { ts returns fold }
      job {
        id kind state progress phase done total attempt cancelRequested createdAt startedAt finishedAt payload result
        error { code message hint }
      }
    }
  }
`)

export type WalkForwardData = ResultOf<typeof WalkForwardPage>
export type WalkForward = NonNullable<WalkForwardData['walkForward']>
