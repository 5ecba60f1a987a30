import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { openapi } from './openapi.ts'

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

describe('the OpenAPI page', () => {
  it('is printed in the documents', () => {
    expect(JSON.parse(readFileSync(at('docs/openapi.json'), 'utf8'))).toEqual(JSON.parse(JSON.stringify(openapi)))
  })

  it('names only addresses that exist', () => {
    for (const path of Object.keys(openapi.paths)) {
      const file = `app${path.replace(/\{(\w+)\}/g, '[$1]')}/route.ts`
      expect(existsSync(at(file)), file).toBe(true)
    }
  })
})
