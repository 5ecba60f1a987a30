import { graphql, type ResultOf } from '#app/_data/graphql.ts'

export const OptimisationsPage = graphql(`
  query OptimisationsPage($first: Int!, $after: String) {
    optimisations(first: $first, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges {
        node {
          id state strategy symbols sampler objectives createdAt request result
          job { progress phase error { message } }
        }
      }
    }
    samplers { name title }
    objectives { name title }
    strategies { name title legsMin legsMax schema space }
    barSets { venue timeframe source adjustment symbols examples simulated }
    pairs(first: 20, watching: true) { edges { node { id y x venue timeframe } } }
  }
`)

export const RunOptimisation = graphql(`
  mutation RunOptimisation($input: OptimisationInput!) { runOptimisation(input: $input) { id } }
`)

export type OptimisationsData = ResultOf<typeof OptimisationsPage>
export type OptimisationRow = OptimisationsData['optimisations']['edges'][number]['node']
