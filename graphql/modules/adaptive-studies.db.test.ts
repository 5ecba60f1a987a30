import { describe, expect, test } from 'vitest'
import { ask } from '../testing/ask.ts'
import { nodes, testDesk } from '../testing/desk.ts'

const { connection, house, ada, makeViewer, own } = await testDesk()

const run =
  'mutation ($input: AdaptiveInput!) { runAdaptiveStudy(input: $input) { id state strategy request job { kind state } } }'
const input = { strategy: 'pairs-zscore', symbols: ['TIEY', 'TIEX'], trainLength: 400, testLength: 100 }

describe('studies of parameters by regime', () => {
  test('a study says what following brought, its windows with reasons, and the choice to follow', async () => {
    const { data, errors } = await ask(
      house,
      ada,
      `{ adaptiveStudy(id: "${own.adaptiveStudy}") {
        state strategy symbols detector timeframe verdict adapted combinations notes
        byRegime { sharpe sharpeCi totalReturn } byCommon { trades } gap { difference low high p }
        windows bettered folds(newest: 5) { trainFrom testTo common choices { regime params bars trades own common won blocks used refused } }
        chosen { common params choices { regime used } }
        track { ts byRegime byCommon regime fold }
      } }`,
    )
    expect(errors).toEqual([])
    expect(data.adaptiveStudy).toMatchObject({
      ...{ state: 'done', strategy: 'pairs-zscore', detector: 'rule-based', adapted: 1, combinations: 8 },
      ...{ windows: 1, bettered: 0 },
      verdict: 'Following the regimes brought 0.20 of Sharpe over the common set, p 0.60: no evidence.',
      gap: { difference: 0.2, low: -1, high: 1.4, p: 0.6 },
      chosen: { common: { window: 60 }, params: { inner: 'pairs-zscore' }, choices: [{ used: true }, { used: false }] },
    })
    const [fold] = data.adaptiveStudy.folds as unknown as { choices: object[] }[]
    expect(fold.choices).toMatchObject([
      { regime: 'calm', bars: 150, trades: 12, won: 4, blocks: 5, used: true, refused: null },
      { regime: 'stressed', own: null, won: null, used: false, refused: '20 bars, of 120 it takes' },
    ])
    const track = data.adaptiveStudy.track as unknown as Record<string, (number | null)[]>
    // Wealth, and nothing told of the first bar.
    expect(track.byRegime).toEqual([1.01, 1.01 * 0.99])
    expect(track.byCommon).toEqual([1.02, 1.02])
    expect(track.regime).toEqual([null, 0])
  })

  test('a long track is thinned to what is drawn: both ends, extremes, and where a regime begins', async () => {
    const n = 6_000
    const returns = Array.from({ length: n }, (_, i) => (i === 4_321 ? 0.5 : i === 4_322 ? -1 / 3 : 0))
    const regime = returns.map((_, i) => Math.floor(i / 1_000) % 3)
    await connection.sql`update adaptive_studies set track_ts = ${returns.map((_, i) => i)}, track_by_regime = ${returns},
      track_by_common = ${returns.map(() => 0)}, track_regime = ${regime}, track_fold = ${returns.map(() => 0)}
      where id = ${own.adaptiveStudy}`
    const { data } = await ask(
      house,
      ada,
      `{ adaptiveStudy(id: "${own.adaptiveStudy}") { all: track { ts } track(maxPoints: 300) { ts byRegime regime } } }`,
    )
    const { all, track } = data.adaptiveStudy as unknown as Record<string, Record<string, number[]>>
    expect(all.ts).toHaveLength(n)
    expect(track.ts.length).toBeLessThanOrEqual(300)
    expect([track.ts[0], track.ts.at(-1)]).toEqual([0, n - 1])
    expect(Math.max(...track.byRegime)).toBeCloseTo(1.5, 12)
    for (let at = 1_000; at < n; at += 1_000) expect(track.regime[track.ts.indexOf(at)]).toBe((at / 1_000) % 3)
    expect(track.ts).toEqual(track.ts.toSorted((a, b) => a - b))
    const wrong = await ask(house, ada, `{ adaptiveStudy(id: "${own.adaptiveStudy}") { track(maxPoints: 0) { ts } } }`)
    expect(wrong.errors[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } })
  })

  test('a good question is a run and a job, found in the list by its owner alone', async () => {
    const { data, errors } = await ask(house, ada, run, { input })
    expect(errors).toEqual([])
    expect(data.runAdaptiveStudy).toMatchObject({
      state: 'queued',
      strategy: 'pairs-zscore',
      job: { kind: 'adaptive' },
    })
    expect(data.runAdaptiveStudy.request).toMatchObject({ minBars: 120, detector: 'rule-based', grid: {} })
    const list = '{ adaptiveStudies(first: 10) { totalCount edges { node { id } } } }'
    const mine = await ask(house, ada, list)
    expect(nodes(mine.data.adaptiveStudies).map(({ id }) => id)).toContain(data.runAdaptiveStudy.id)
    const others = await ask(house, await makeViewer('researcher'), list)
    expect(others.data.adaptiveStudies).toMatchObject({ totalCount: 0, edges: [] })
  })

  test.each([
    [{ strategy: 'adaptive', symbols: ['TIEY'] }, /follows regimes by itself/, 'strategy'],
    [{ detector: 'tea-leaves' }, /known are/, 'detector'],
    [{ detectorParams: { leaves: 2 } }, /no "leaves"/, 'detectorParams.leaves'],
    [{ grid: { tea: [1] } }, /no parameter "tea"/, 'grid.tea'],
    [{ trainLength: 200 }, /Training takes 200 bars, and following the regimes/, 'trainLength'],
    [{ margin: -1 }, /margin/, 'margin'],
    [{ trainLength: 590, testLength: 100 }, /needs at least 640 bars; TIEY and TIEX have 600/, 'symbols'],
  ] as const)('%j is refused at its field, before anything is queued', async (more, words, path) => {
    const before = (await connection.sql`select count(*)::int as n from jobs`)[0].n
    const { errors } = await ask(house, ada, run, { input: { ...input, ...more } })
    expect(errors[0].message).toMatch(words)
    expect(errors[0].extensions).toMatchObject({ code: 'BAD_USER_INPUT' })
    expect((errors[0].extensions as { issues: { path: string }[] }).issues[0].path).toBe(path)
    expect((await connection.sql`select count(*)::int as n from jobs`)[0].n).toBe(before)
  })

  test('a study that is done is a report; one that is not says so', async () => {
    const { data } = await ask(
      house,
      ada,
      `{ adaptiveStudy(id: "${own.adaptiveStudy}") { report(format: md) { name base64 } } }`,
    )
    const { name, base64 } = data.adaptiveStudy.report as unknown as { name: string; base64: string }
    expect(name).toBe(`adaptive-${own.adaptiveStudy}.md`)
    expect(Buffer.from(base64, 'base64').toString()).toContain('# Following the regimes brought 0.20')
    const made = await ask(house, ada, run, { input })
    const early = await ask(
      house,
      ada,
      `{ adaptiveStudy(id: "${made.data.runAdaptiveStudy.id}") { verdict track { ts } report(format: md) { name } } }`,
    )
    expect(early.errors[0]).toMatchObject({ message: 'This study is queued: there is nothing to report' })
  })
})
