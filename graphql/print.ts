import { readFileSync, writeFileSync } from 'node:fs'
import { minifyIntrospection, outputIntrospectionFile } from '@gql.tada/internal'
import { introspectionFromSchema, lexicographicSortSchema, printSchema } from 'graphql'
import { schema } from './schema.ts'

const files = {
  schema: new URL('./schema.graphql', import.meta.url),
  types: new URL('../app/_data/introspection.d.ts', import.meta.url),
}

/** The contract as people read it, sorted so that a change shows as one; and as TypeScript reads it in documents. */
export async function printed(): Promise<{ schema: string; types: string }> {
  const sorted = lexicographicSortSchema(schema)
  const introspection = minifyIntrospection(introspectionFromSchema(sorted))
  return {
    schema: `${printSchema(sorted)}\n`,
    types: await outputIntrospectionFile(introspection, { fileType: '.d.ts', shouldPreprocess: true }),
  }
}

/** `node graphql/print.ts` writes both files, `--check` says whether they are up to date. */
if (import.meta.main) {
  const fresh = await printed()
  const check = process.argv.includes('--check')
  for (const name of ['schema', 'types'] as const) {
    let now = ''
    try {
      now = readFileSync(files[name], 'utf8')
    } catch {
      // Not there yet: written below, or reported.
    }
    if (now === fresh[name]) continue
    if (check) {
      process.stderr.write(`${files[name].pathname} is not what the schema says. Run npm run schema\n`)
      process.exitCode = 1
    } else writeFileSync(files[name], fresh[name])
  }
}
