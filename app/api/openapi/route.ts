import { openapi } from '#app/_data/openapi.ts'

/** The description of the few addresses beside GraphQL, for people's tools. */
export function GET(): Response {
  return Response.json(openapi, { headers: { 'cache-control': 'public, max-age=300' } })
}
