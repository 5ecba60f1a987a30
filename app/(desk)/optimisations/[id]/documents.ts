import { graphql, type ResultOf } from '#app/_data/graphql.ts'

export const OptimisationPage = graphql(`
  query OptimisationPage($id: ID!) {
    optimisation(id: $id) {
      id state strategy symbols sampler objectives weighed request manifest result computeMs createdAt finishedAt
      owner { name }
      trials { n params state values sharpe totalReturn maxDrawdown trades winRate note }
      job {
        id kind state progress phase done total attempt cancelRequested createdAt startedAt finishedAt payload result
        error { code message hint }
      }
    }
  }
`)

export type OptimisationData = ResultOf<typeof OptimisationPage>
export type Optimisation = NonNullable<OptimisationData['optimisation']>
