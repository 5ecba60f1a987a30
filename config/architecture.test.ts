import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

const root = new URL('..', import.meta.url).pathname
const folders = ['app', 'graphql', 'db', 'lib', 'workers', 'e2e'] as const
const files = globSync(`{${folders.join(',')}}/**/*.{ts,tsx}`, {
  cwd: root,
  exclude: (name) => String(name).endsWith('.d.ts'),
}).filter((file) => !file.startsWith('lib/kernels/wasm/'))

/** Floors of lib: an import only goes down, neighbours do not know each other, adapters see the outside. */
const floors: readonly (readonly string[])[] = [
  ['contracts', 'registry.ts', 'fault.ts'],
  ['market', 'stats', 'resilience'],
  ['kernels'],
  ['indicators', 'patterns', 'metrics', 'validation'],
  ['pairs', 'regimes', 'models', 'portfolio'],
  ['strategies', 'risk', 'monitoring', 'alerts'],
  ['execution'],
  ['backtest'],
  ['optimize'],
  ['walkforward'],
  ['reports'],
]
const floorOf = (room: string) => floors.findIndex((rooms) => rooms.includes(room))

/** Who may import whom, outside a folder's own files. `lib/x` means that room alone. */
const walls: Record<(typeof folders)[number], readonly string[]> = {
  app: ['graphql', 'lib/contracts', 'lib/stats', 'lib/fault.ts', 'lib/registry.ts'],
  graphql: ['db', 'lib'],
  workers: ['db', 'lib'],
  db: ['lib/contracts', 'lib/fault.ts'],
  lib: [],
  e2e: ['db', 'lib/contracts'],
}
/** Edges that are exceptions, by file: sign-in checks rows, the gateway serves the schema, pages read with the viewer's eyes. */
const exceptions: readonly (readonly [from: RegExp, to: RegExp])[] = [
  [/^app\/(auth|_data\/(server|viewer|query|request))\.ts$/, /^db\//],
  [/^app\/api\//, /^db\//],
  [/^workers\/(roles\/gateway\.ts|gateway\/)/, /^graphql\//],
  [/\.test\.tsx?$|\.bench\.ts$|\/testing\//, /^(db|graphql|workers|lib)\//],
]

/** Everything a file imports, exports from or loads, by the syntax tree: comments and strings fool no one. */
function importsOf(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, false)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (
      (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) &&
      node.moduleSpecifier &&
      ts.isStringLiteral(node.moduleSpecifier)
    )
      found.push(node.moduleSpecifier.text)
    if (
      ts.isCallExpression(node) &&
      node.expression.kind === ts.SyntaxKind.ImportKeyword &&
      node.arguments[0] &&
      ts.isStringLiteral(node.arguments[0])
    )
      found.push(node.arguments[0].text)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

const inside = (file: string, specifier: string): string | null => {
  if (specifier.startsWith('#')) return specifier.slice(1)
  if (specifier.startsWith('.')) return relative(root, join(root, dirname(file), specifier))
  return null
}
const isTest = (file: string) => /\.test\.tsx?$|\.bench\.ts$|\/testing\//.test(file)
const roomOf = (path: string) => path.split('/')[1]

test('imports keep to the walls', () => {
  const broken: string[] = []
  for (const file of files) {
    const folder = file.split('/')[0] as (typeof folders)[number]
    for (const specifier of importsOf(file)) {
      const target = inside(file, specifier)
      if (target === null || target.startsWith(`${folder}/`) || !folders.some((name) => target.startsWith(`${name}/`)))
        continue
      const allowed =
        walls[folder].some((wall) => target === wall || target.startsWith(`${wall}/`)) ||
        exceptions.some(([from, to]) => from.test(file) && to.test(target))
      if (!allowed) broken.push(`${file} imports ${target}`)
    }
  }
  expect(broken).toEqual([])
})

test('inside lib an import only goes down, and only tests reach sideways', () => {
  const broken: string[] = []
  for (const file of files.filter((name) => name.startsWith('lib/') && !isTest(name))) {
    const room = roomOf(file)
    for (const specifier of importsOf(file)) {
      const target = inside(file, specifier)
      if (!target?.startsWith('lib/')) continue
      const there = roomOf(target)
      if (there === room) continue
      if (room === 'adapters') {
        if (floorOf(there) > 1) broken.push(`${file} (an adapter) imports ${target}`)
      } else if (
        there === 'adapters' ||
        floorOf(room) === -1 ||
        floorOf(there) === -1 ||
        (floorOf(there) >= floorOf(room) && floorOf(room) > 0)
      ) {
        broken.push(`${file} imports ${target}`)
      }
    }
  }
  expect(broken).toEqual([])
})

test('lib is pure: zod and hashes from outside, no Node, no clock and no chance of its own', () => {
  const broken: string[] = []
  for (const file of files.filter(
    (name) => name.startsWith('lib/') && !name.startsWith('lib/adapters/') && !isTest(name),
  )) {
    for (const specifier of importsOf(file))
      if (inside(file, specifier) === null && !/^(zod|@noble\/hashes)/.test(specifier))
        broken.push(`${file} imports ${specifier}`)
    const code = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    for (const [what, pattern] of [
      ['Date.now', /\bDate\.now\b/],
      ['Math.random', /\bMath\.random\b/],
      ['new Date()', /new Date\(\)/],
      ['process', /\bprocess\.(env|exit|argv)/],
      ['console', /\bconsole\./],
    ] as const) {
      if (pattern.test(code)) broken.push(`${file} uses ${what}`)
    }
  }
  expect(broken).toEqual([])
})

test('files stay small', () => {
  const limit = (file: string) => (isTest(file) ? 450 : /\.wasm\.ts$/.test(file) ? Number.POSITIVE_INFINITY : 400)
  const long = files
    .map((file) => ({ file, lines: readFileSync(join(root, file), 'utf8').split('\n').length }))
    .filter(({ file, lines }) => lines > limit(file))
  expect(long).toEqual([])
})

test('nothing waits to be written', () => {
  const words = new RegExp(['TO', 'DO'].join('') + '|' + ['FIX', 'ME'].join('') + '|@ts-ignore|\\.only\\(|\\bas any\\b')
  expect(files.filter((file) => words.test(readFileSync(join(root, file), 'utf8')))).toEqual([])
})
