import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { errorCodes } from '#graphql/errors.ts'
import { limits } from '#graphql/limits.ts'
import { giveSignal, seedPair, seedSeries, tiedCloses } from '#graphql/testing/facts.ts'
import { seedBelongings } from '#graphql/testing/world.ts'
import { socketSizes } from './sockets.ts'
import { testGateway } from './testing/gateway.ts'

const text = readFileSync(new URL('../../docs/api.md', import.meta.url), 'utf8')
const root = new URL('../..', import.meta.url).pathname

/** Fenced blocks in their order: a document, the variables that follow it, a program. */
const blocks = [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)].map(([, kind, body]) => ({ kind, body }))
const documents = blocks.flatMap(({ kind, body }, i) =>
  kind === 'graphql'
    ? [
        {
          name: /(?:query|mutation) (\w+)/.exec(body)?.[1] ?? '',
          body,
          json: blocks[i + 1]?.kind === 'json' ? blocks[i + 1].body : '{}',
        },
      ]
    : [],
)
const programs = blocks.filter(({ kind }) => kind === 'js').map(({ body }) => body)

const gateway = await testGateway({ jobs: true })
const { connection, person, ask } = gateway
const closes = tiedCloses(300)
const y = await seedSeries(connection, 'TIEY', closes.y)
const x = await seedSeries(connection, 'TIEX', closes.x)
const ada = await person('researcher')
const owned = { ownerId: ada.id, visibility: 'private' } as const
const pair = await seedPair(connection, owned, y, x)
await giveSignal(connection, { id: pair, y: 'TIEY', x: 'TIEX', ...owned }, 1)
const bob = await person('researcher')
const world = await seedBelongings(connection, { ownerId: bob.id, visibility: 'shared' }, y, x)

test('there are examples to run', () => {
  expect(documents.length).toBeGreaterThan(9)
  expect(programs).toHaveLength(2)
})

test.each(documents)('example $name', async ({ body, json }) => {
  const variables = JSON.parse(
    json.replace('INSTRUMENT_ID', y.instrumentId).replace('PAIR_ID', pair).replace('BACKTEST', world.backtest),
  ) as Record<string, unknown>
  const { status, errors, data } = await ask(body, variables, ada.key)
  expect(errors).toEqual([])
  expect(status).toBe(200)
  for (const value of Object.values(data)) expect(value).not.toBeNull()
})

test.each([
  [0, ['signal 1']],
  [1, ['ENTER signal 1']],
])('program %i runs as it is printed', async (index, said) => {
  const child = spawn(process.execPath, ['--input-type=module', '-'], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, NODE_ENV: 'test', TITAN_URL: gateway.url, TITAN_KEY: ada.key, TITAN_CURSOR: '0' },
  })
  child.stdin.end(programs[index])
  let output = ''
  child.stdout.on('data', (part) => {
    output += part
  })
  expect((await once(child, 'close'))[0]).toBe(0)
  for (const words of said) expect(output).toContain(words)
})

test('the numbers of the page are those of the code', () => {
  const whole = text.replace(/\s+/g, ' ')
  expect(whole).toContain(
    `${limits.tokens.toLocaleString('en')} tokens, ${limits.depth} levels, ${limits.aliases} aliases, ${limits.directives} directives, ${limits.rootFields} root fields and a complexity of ${limits.complexity.toLocaleString('en')}`,
  )
  expect(whole).toContain(`${limits.bytes / 1_024} KiB for a request`)
  expect(whole).toContain(
    `An account may have ${socketSizes.perAccount} sockets, a socket ${socketSizes.subscriptions} subscriptions`,
  )
  for (const code of errorCodes) expect(text).toContain(`| \`${code}\` |`)
})
