import { graphql, type ResultOf } from '#app/_data/graphql.ts'

export const SettingsPage = graphql(`
  query SettingsPage($first: Int!, $after: String, $search: String) {
    viewer { user { id name } role scopes }
    apiKeys { id name prefix scopes createdAt expiresAt lastUsedAt revokedAt }
    sessions { id userAgent address createdAt lastSeenAt current }
    instruments(first: $first, after: $after, search: $search) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges {
        node {
          id venue symbol kind tick lot currency calendar simulated
          series { id timeframe source adjustment first last count }
        }
      }
    }
  }
`)

export const UsersNow = graphql(`
  query UsersNow { users(first: 100) { totalCount edges { node { id name role createdAt disabledAt } } } }
`)

export const CreateApiKey = graphql(`
  mutation CreateApiKey($input: ApiKeyInput!) { createApiKey(input: $input) { secret key { id name } } }
`)
export const RevokeApiKey = graphql(`mutation RevokeApiKey($id: ID!) { revokeApiKey(id: $id) { id revokedAt } }`)
export const RevokeSession = graphql(`mutation RevokeSession($id: ID!) { revokeSession(id: $id) }`)
export const SetPassword = graphql(`mutation SetPassword($password: String!) { setPassword(password: $password) }`)
export const SetUserRole = graphql(`
  mutation SetUserRole($userId: ID!, $role: Role!) { setUserRole(userId: $userId, role: $role) { id role } }
`)
export const CreateUser = graphql(`
  mutation CreateUser($input: UserInput!) { createUser(input: $input) { path expiresAt user { id name } } }
`)

export type SettingsData = ResultOf<typeof SettingsPage>
export type UsersData = ResultOf<typeof UsersNow>
