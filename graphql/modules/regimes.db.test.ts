import { describe, expect, test } from 'vitest'
import { ask } from '../testing/ask.ts'
import { nodes, testDesk } from '../testing/desk.ts'

const { connection, house, ada, own } = await testDesk()

describe('regimes', () => {
  test('a run shows its figures with intervals, its fits, its changes, and its history as columns', async () => {
    const { data, errors } = await ask(
      house,
      ada,
      `{ regimeRun(id: "${own.regimeRun}") {
        state detector symbols timeframe now features transitions notes
        fits { bars centres } changes { at from to }
        figures { regime share sharpe sharpeCi }
        history { ts regime probability level }
      } }`,
    )
    expect(errors).toEqual([])
    expect(data.regimeRun).toMatchObject({
      state: 'done',
      detector: 'hmm',
      now: 'calm',
      fits: [{ bars: 100, centres: [[-4, 0, 0.5], [], [-3, 0, 0.8]] }],
      figures: [{ regime: 'calm', share: 1, sharpe: 1, sharpeCi: [-1, 3] }],
      changes: [{ from: null, to: 'calm' }],
      // Nothing was told of the first bar.
      history: { ts: [0, 1, 2], regime: [null, 0, 0], probability: [null, 0.9, 0.8], level: [100, 101, 102] },
    })
  })

  test('the newest finished run of a market is found by its symbols in any order, and by no others', async () => {
    const { data: found } = await ask(house, ada, `{ regimeRun(id: "${own.regimeRun}") { symbols } }`)
    const [a, b] = found.regimeRun.symbols as unknown as string[]
    const of = async (symbols: string[], more = '') =>
      (await ask(house, ada, `{ regimeHistory(symbols: ${JSON.stringify(symbols)}${more}) { id } }`)).data.regimeHistory
    expect(await of([a, b])).toEqual({ id: own.regimeRun })
    expect(await of([b, a])).toEqual({ id: own.regimeRun })
    expect(await of([a])).toBeNull()
    expect(await of([a, b, 'MORE'])).toBeNull()
    expect(await of([a, b], ', timeframe: "1h"')).toBeNull()
    expect(await of([a, b], ', venue: "NOWHERE"')).toBeNull()
    const wrong = await ask(house, ada, `{ regimeHistory(symbols: ["${a}"], timeframe: "7d") { id } }`)
    expect(wrong.errors[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } })
    const none = await ask(house, ada, '{ regimeHistory(symbols: []) { id } }')
    expect(none.errors[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } })
  })

  test('a question is judged before it is queued; a good one is a run and a job', async () => {
    const detect =
      'mutation ($input: RegimeInput!) { detectRegimes(input: $input) { id state detector request job { kind state } } }'
    const unknown = await ask(house, ada, detect, { input: { symbols: ['TIEY'], detector: 'tea-leaves' } })
    expect(unknown.errors[0].message).toContain('There is no detector "tea-leaves"')
    const wrong = await ask(house, ada, detect, { input: { symbols: ['TIEY'], params: { trainBars: 3 } } })
    expect(wrong.errors[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } })
    const { data, errors } = await ask(house, ada, detect, { input: { symbols: ['TIEY'], detector: 'gmm' } })
    expect(errors).toEqual([])
    expect(data.detectRegimes).toMatchObject({ state: 'queued', detector: 'gmm', job: { kind: 'regimes' } })
    expect((data.detectRegimes.request as unknown as { params: object }).params).toMatchObject({ trainBars: 504 })
    const list = await ask(house, ada, '{ regimeRuns(first: 10) { totalCount edges { node { id } } } }')
    expect(nodes(list.data.regimeRuns).map(({ id }) => id)).toContain(data.detectRegimes.id)
  })

  test('a long history is thinned to what is drawn: extremes and changes stay', async () => {
    const n = 5_000
    const level = Array.from({ length: n }, (_, i) => 100 + Math.sin(i / 40) + (i === 1_234 ? 50 : 0))
    const regime = level.map((_, i) => (i < 10 ? Number.NaN : Math.floor(i / 500) % 3))
    await connection.sql`update regime_runs set history_ts = ${level.map((_, i) => i)}, history_level = ${level},
      history_regime = ${regime}, history_probability = ${level.map(() => 0.5)} where id = ${own.regimeRun}`
    const { data } = await ask(
      house,
      ada,
      `{ regimeRun(id: "${own.regimeRun}") { all: history { ts } history(maxPoints: 200) { ts regime level } } }`,
    )
    const { all, history } = data.regimeRun as unknown as Record<string, Record<string, number[]>>
    expect(all.ts).toHaveLength(n)
    expect(history.ts.length).toBeLessThanOrEqual(200)
    expect(Math.max(...history.level)).toBe(Math.max(...level))
    for (let at = 500; at < n; at += 500) {
      const k = history.ts.indexOf(at)
      expect(history.regime[k], 'told at the very bar').toBe((at / 500) % 3)
      expect(history.ts[k - 1]).toBe(at - 1)
    }
    expect(history.ts).toEqual(history.ts.toSorted((a, b) => a - b))
  })

  test('every detector publishes its form', async () => {
    const { data } = await ask(house, ada, '{ regimeDetectors { name title source schema } }')
    const names = (data.regimeDetectors as unknown as { name: string }[]).map(({ name }) => name)
    expect(names).toEqual(['gmm', 'hmm', 'markov-switching', 'rule-based'])
  })
})
