import { expect, test } from 'vitest'
import { ask } from '../testing/ask.ts'
import { nodes, testDesk } from '../testing/desk.ts'

const { house, ada, own, makeViewer } = await testDesk()

const run =
  'mutation ($input: AccountInput!) { runAccount(input: $input) { id state sleeves { name share params } job { kind } } }'
const pair = { strategy: 'pairs-zscore', symbols: ['TIEY', 'TIEX'], share: 0.5 }

test('an account is queued with every sleeve as its strategy understood it', async () => {
  const input = {
    sleeves: [
      { ...pair, params: { window: 30 }, venue: null },
      { ...pair, name: 'second' },
    ],
    capital: 5e4,
  }
  const { data, errors } = await ask(house, ada, run, { input })
  expect(errors).toEqual([])
  expect(data.runAccount).toMatchObject({
    state: 'queued',
    job: { kind: 'account' },
    sleeves: [
      { name: 'pairs-zscore TIEY TIEX 1d', share: 0.5, params: { window: 30, entry: 2 } },
      { name: 'second', params: { window: 60 } },
    ],
  })
  const listed = await ask(
    house,
    ada,
    '{ accountRuns(first: 5) { totalCount edges { node { id symbols strategies } } } }',
  )
  expect(nodes(listed.data.accountRuns)[0]).toEqual({
    id: data.runAccount.id,
    symbols: ['TIEY', 'TIEX'],
    strategies: ['pairs-zscore'],
  })
})

test.each([
  [[{ ...pair, share: 0.7 }, pair], /more than all of the capital/, 'sleeves'],
  [[pair, { ...pair, params: { window: 'x' }, share: 0.1 }], /^Strategy 2: .*window/, 'sleeves.1.window'],
  [[{ ...pair, strategy: 'none' }], /Strategy 1: There is no strategy "none"/, 'sleeves.0.strategy'],
  [[{ ...pair, symbols: ['TIEY'] }], /Strategy 1: .*2 symbols/, 'sleeves.0.symbols'],
  [[{ ...pair, share: 0 }], /share/, 'sleeves.0.share'],
])('%o is refused, and the sleeve is named', async (sleeves, words, path) => {
  const { errors } = await ask(house, ada, run, { input: { sleeves } })
  expect(errors[0].message).toMatch(words)
  expect(errors[0].extensions).toMatchObject({ code: 'BAD_USER_INPUT', issues: [{ path }] })
})

test('curves, trades and netted positions of a sleeve are read by whoever may see the run', async () => {
  const query = `{ accountRun(id: "${own.accountRun}") {
    equity(maxPoints: 4) { ts equity } positions { symbol net holdings { sleeve quantity } }
    sleeves { name contribution shape { equity } equity { ts drawdown } trades(first: 5) { totalCount edges { node { n pnl } } } } } }`
  const { data } = await ask(house, ada, query)
  expect(data.accountRun).toMatchObject({
    equity: { ts: [0, 1, 2], equity: [100, 90, 110] },
    positions: [
      {
        symbol: 'TIEY',
        net: 1,
        holdings: [
          { sleeve: 'one', quantity: 3 },
          { sleeve: 'two', quantity: -2 },
        ],
      },
    ],
  })
  expect(data.accountRun.sleeves).toMatchObject([
    { name: 'one', contribution: 5, shape: { equity: [50, 55] }, equity: { ts: [0, 1, 2], drawdown: [0, -0.1, 0] } },
    { name: 'two', trades: { totalCount: 1, edges: [{ node: { n: 1, pnl: 5 } }] } },
  ])
  const stranger = await makeViewer('researcher')
  expect((await ask(house, stranger, query)).data.accountRun).toBeNull()
})
