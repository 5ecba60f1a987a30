import { graphql, type ResultOf } from '#app/_data/graphql.ts'

export const RegimePage = graphql(`
  query RegimePage($id: ID!) {
    regimeRun(id: $id) {
      id state detector symbols timeframe request manifest features transitions now notes computeMs createdAt finishedAt
      owner { name }
      fits { fittedAt bars centres }
      figures { regime bars share episodes meanDwell annualReturn volatilityAnnual sharpe sharpeCi maxDrawdown }
      changes { at from to }
      history(maxPoints: 4000) { ts regime probability level }
      job {
        id kind state progress phase done total attempt cancelRequested createdAt startedAt finishedAt payload result
        error { code message hint }
      }
    }
  }
`)

export type RegimeRun = NonNullable<ResultOf<typeof RegimePage>['regimeRun']>
