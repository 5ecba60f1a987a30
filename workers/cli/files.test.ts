import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const run = promisify(execFile)
const main = new URL('./main.ts', import.meta.url).pathname
let folder = ''
let panel = ''
let bars = ''
let hours = ''

const titan = async (...words: string[]) => JSON.parse((await run(process.execPath, [main, ...words, '--json'])).stdout)
const refused = async (...words: string[]) => {
  const failed = (await run(process.execPath, [main, ...words, '--json']).catch((error: unknown) => error)) as {
    code: number
    stdout: string
  }
  return { code: failed.code, error: JSON.parse(failed.stdout).error as { code: string; message: string } }
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'titan-files-'))
  const day = (i: number) => new Date(Date.UTC(2020, 0, 1) + i * 86_400_000).toISOString().slice(0, 10)
  let [a, s, seed] = [4, 0, 7]
  const shock = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 4294967296 - 0.5
  const rows = Array.from({ length: 300 }, (_, i) => {
    a += 0.03 * shock()
    s = 0.5 * s + 0.02 * shock()
    return { day: day(i), a: Math.exp(a), b: Math.exp(a + s), c: i > 40 ? 50 + shock() : null }
  })
  panel = join(folder, 'panel.csv.gz')
  writeFileSync(
    panel,
    gzipSync(`timestamp,A,B,C\n${rows.map((r) => `${r.day},${r.a},${r.b},${r.c ?? ''}`).join('\n')}\n`),
  )
  bars = join(folder, 'A.csv')
  writeFileSync(
    bars,
    `timestamp,open,high,low,close,volume\n${rows.map((r) => `${r.day},${r.a},${r.a * 1.01},${r.a * 0.99},${r.a * 1.002},100`).join('\n')}\n`,
  )
})
beforeAll(() => {
  mkdirSync(join(folder, 'hours'))
  hours = join(folder, 'hours', 'A.csv')
  const hour = (i: number) => new Date(Date.UTC(2020, 0, 1) + i * 3_600_000).toISOString()
  const rows = Array.from({ length: 240 }, (_, i) => `${hour(i)},50,51,49,50,10`)
  writeFileSync(hours, `timestamp,open,high,low,close,volume\n${rows.join('\n')}\n`)
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('titan stats', () => {
  it('tests columns of a panel, with the window and the time it took', async () => {
    const answer = await titan(
      'stats',
      'coint',
      '--panel',
      panel,
      '--columns',
      'B,A',
      '--lags',
      '1',
      '--from',
      '2020-02-01',
    )
    expect(answer).toMatchObject({ statistic: 'coint', columns: ['B', 'A'], n: 269, params: { lags: 1 } })
    expect(answer.from).toBe('2020-02-01T00:00:00.000Z')
    expect(answer.p).toBeLessThan(0.01)
    expect(answer.computeMs).toBeGreaterThan(0)
  })
  it('joins columns by time where one has fewer bars', async () => {
    expect((await titan('stats', 'hedge', '--panel', panel, '--columns', 'A,C')).n).toBe(259)
  })
  it('refuses an unknown column, a wrong number of them and a wrong option', async () => {
    expect((await refused('stats', 'adf', '--panel', panel, '--columns', 'Z')).error.message).toContain('no column Z')
    expect((await refused('stats', 'adf', '--panel', panel, '--columns', 'A,B')).error.message).toContain(
      'takes 1 column;',
    )
    expect(await refused('stats', 'adf', '--panel', panel, '--columns', 'A', '--trend', 'x')).toMatchObject({
      code: 1,
      error: { code: 'BAD_USER_INPUT' },
    })
  })
})

describe('titan indicators', () => {
  it('lists them with their conventions', async () => {
    const all = await titan('indicators', 'list')
    expect(all.length).toBeGreaterThanOrEqual(80)
    expect(all.find(({ name }: { name: string }) => name === 'rsi')).toMatchObject({ outputs: ['rsi'], first: 14 })
  })
  it('computes one over a file, null before it is warm', async () => {
    const answer = await titan('indicators', 'compute', 'sma', '--file', bars, '--param', 'period=3')
    expect(answer).toMatchObject({ indicator: 'sma', symbol: 'A', n: 300, params: { period: 3 }, first: 2 })
    expect(answer.sma.slice(0, 2)).toEqual([null, null])
    expect(answer.sma).toHaveLength(300)
  })
  it('names what there is not', async () => {
    expect(await refused('indicators', 'compute', 'nonsense', '--file', bars)).toMatchObject({
      code: 1,
      error: { code: 'NOT_FOUND' },
    })
    expect(
      (await refused('indicators', 'compute', 'sma', '--file', bars, '--param', 'period=0')).error.message,
    ).toContain('period')
  })
})

it('titan patterns find: rows with their times', async () => {
  const answer = await titan('patterns', 'find', '--file', bars)
  expect(answer.n).toBe(300)
  for (const one of answer.sightings) expect(one.ts).toBe(Date.UTC(2020, 0, 1) + one.row * 86_400_000)
})

it('a share of nothing is no share: the option is judged, not taken for its absence', async () => {
  const scan = (...more: string[]) => refused('pairs', 'scan', '--panel', panel, ...more)
  expect((await scan('--two-stage', '0')).error.message).toMatch(/stages.split/)
  expect((await scan('--clusters', '-1')).error.message).toMatch(/clusters.minCorrelation/)
})

it('a row of another width is refused by its line: a file that was cut off would give a wrong last price', async () => {
  const cut = join(folder, 'cut.csv')
  writeFileSync(cut, 'timestamp,A,B\n2020-01-01,10,20\n2020-01-02,11\n')
  const { code, error } = await refused('stats', 'adf', '--panel', cut, '--columns', 'A')
  expect([code, error.message]).toEqual([1, 'cut.csv, line 3: 2 cells where the header has 3'])
  const one = join(folder, 'ONE.csv')
  writeFileSync(one, 'timestamp,open,high,low,close\n2020-01-01,10,20,5,10\n2020-01-02,11,12,10\n')
  expect((await refused('indicators', 'compute', 'sma', '--file', one)).error.message).toContain('ONE.csv, line 3')
})

it('titan pairs scan --panel: rejected pairs only when asked for', async () => {
  const kept = await titan('pairs', 'scan', '--panel', panel, '--lags', '1')
  const all = await titan('pairs', 'scan', '--panel', panel, '--lags', '1', '--all')
  expect(kept.kept).toBe(kept.pairs.length)
  expect(all.pairs).toHaveLength(3)
  expect(all.kept).toBe(kept.kept)
  expect(all.pairs.find(({ y, x }: { y: string; x: string }) => y === 'A' && x === 'C').n).toBe(259)
})

describe('runs from files', () => {
  const on = ['--strategy', 'pairs-zscore', '--symbols', 'B,A', '--param', 'window=30']

  it('titan backtest run --panel: fills at closes, and says so; --bars: at opens', async () => {
    const answer = await titan('backtest', 'run', '--panel', panel, ...on)
    expect(answer.manifest).toMatchObject({ fillModel: 'next-close', bars: 300, strategy: 'pairs-zscore' })
    expect(answer.notes.join(' ')).toMatch(/closes only/)
    expect(answer.metrics.trades).toBeGreaterThan(3)
    expect(answer.evidence.lookAhead).toEqual({ passed: true, tried: 8, finding: null })
    const held = await titan('backtest', 'run', '--bars', bars, '--strategy', 'buy-and-hold', '--symbols', 'A')
    expect(held.manifest.fillModel).toBe('next-open')
    expect(held.evidence.benchmark.beta).toBeGreaterThan(0.3)
    const hold = ['backtest', 'run', '--bars', bars, '--strategy', 'buy-and-hold', '--symbols', 'A']
    const looked = await titan(...hold, '--detail', '1h', '--detail-bars', hours)
    expect(looked.manifest.detail).toBe('1h')
    expect(looked.manifest.dataHash).not.toBe(held.manifest.dataHash)
    expect(looked.metrics).toEqual(held.metrics)
    expect((await refused(...hold, '--detail', '1h')).error.message).toContain('--detail-bars')
    expect((await refused(...hold, '--detail', '1d', '--detail-bars', bars)).error.message).toContain('not finer')
    expect(
      (await refused('backtest', 'run', '--panel', panel, '--strategy', 'buy-and-hold', '--symbols', 'Z')).error
        .message,
    ).toBe('The panel has no column Z')
  })

  it('titan optimize --panel: trials, a winner, what the bars held back say', async () => {
    const space = ['--space', 'window=10..60:10', '--space', 'entry=1..2.5', '--sampler', 'sobol', '--trials', '24']
    const answer = await titan('optimize', '--panel', panel, ...on.slice(0, 4), ...space)
    expect(answer.trials).toHaveLength(24)
    expect(answer.heldOut.bars).toBe(75)
    expect(new Set(answer.trials.map((trial: { params: { window: number } }) => trial.params.window % 10))).toEqual(
      new Set([0]),
    )
    const again = await titan('optimize', '--panel', panel, ...on.slice(0, 4), ...space)
    for (const one of [answer, again])
      for (const key of ['runId', 'startedAt', 'finishedAt', 'computeMs']) delete one[key]
    expect(again).toEqual(answer)
    expect((await refused('optimize', '--panel', panel, ...on, '--space', 'nonsense=1,2')).error.message).toMatch(
      /no parameter "nonsense"/,
    )
    expect((await refused('optimize', '--panel', panel, ...on, '--constraint', 'trades')).error.message).toMatch(
      /min, max or both/,
    )
  })

  it('titan multi-symbol: each by itself, all together, in parallel', async () => {
    const answer = await titan(
      'multi-symbol',
      '--panel',
      panel,
      '--strategy',
      'sma-cross',
      '--symbols',
      'A,B,C',
      '--train-len',
      '100',
      '--test-len',
      '50',
      '--stride',
      '50',
      '--grid',
      'fast=5,10',
      '--grid',
      'slow=20,30',
    )
    expect(answer.members.map(({ name }: { name: string }) => name)).toEqual(['A', 'B', 'C'])
    expect(answer.all).toMatchObject({ members: 3 })
    expect(answer.pooled.bars).toBeGreaterThan(100)
    const alone = await titan(
      'walkforward',
      '--panel',
      panel,
      '--strategy',
      'sma-cross',
      '--symbols',
      'B',
      '--train-len',
      '100',
      '--test-len',
      '50',
      '--stride',
      '50',
      '--grid',
      'fast=5,10',
      '--grid',
      'slow=20,30',
    )
    expect(answer.members[1].outOfSample).toEqual(alone.outOfSample)
    const pairs = await titan(
      'multi-symbol',
      '--panel',
      panel,
      '--strategy',
      'pairs-zscore',
      '--pairs',
      'B:A,A:B',
      '--train-len',
      '100',
      '--test-len',
      '50',
      '--grid',
      'window=20,30',
    )
    expect(pairs.members.map(({ name }: { name: string }) => name)).toEqual(['B/A', 'A/B'])
  })

  it('the execution of a backtest is the execution of every study: fees change what comes out, and the manifest says so', async () => {
    const cross = ['--panel', panel, '--strategy', 'sma-cross', '--symbols', 'B']
    const windows = ['--train-len', '100', '--test-len', '50', '--stride', '50', '--grid', 'fast=5,10']
    const fees = { name: 'maker-taker', params: { makerBps: 0, takerBps: 200 } }
    const dear = ['--fees', 'maker-taker:makerBps=0,takerBps=200', '--leverage', '1', '--latency-ms', '250']
    const execution = { fees, leverage: 1, latencyMs: 250 }
    type Figures = { totalReturn: number }
    for (const [words, figures] of [
      [['walkforward', ...cross, ...windows], (answer: { outOfSample: Figures }) => answer.outOfSample],
      [
        ['multi-symbol', ...cross, ...windows],
        (answer: { members: { outOfSample: Figures }[] }) => answer.members[0].outOfSample,
      ],
      [['optimize', ...cross, '--trials', '6'], (answer: { heldOut: Figures }) => answer.heldOut],
    ] as const) {
      const [cheap, paid] = [await titan(...words), await titan(...words, ...dear)]
      const manifest = paid.members?.[0].manifest ?? paid.manifest
      expect(manifest.execution, words[0]).toMatchObject(execution)
      expect((cheap.members?.[0].manifest ?? cheap.manifest).execution).toBeUndefined()
      expect(figures(paid as never).totalReturn, words[0]).toBeLessThan(figures(cheap as never).totalReturn - 0.01)
      const unknown = await refused(...words, '--fees', 'magic')
      expect(unknown.error.message, words[0]).toContain('no cost model "magic"')
      expect((await refused(...words, '--leverage', '0')).error.message, words[0]).toContain('execution.leverage')
    }
  }, 60_000)

  it('titan multi-symbol refuses once what none of its members could run', async () => {
    const on = ['multi-symbol', '--panel', panel, '--symbols', 'A,B']
    const nope = await refused(...on, '--strategy', 'nope')
    expect(nope).toMatchObject({ code: 1, error: { code: 'NOT_FOUND' } })
    expect(nope.error.message).toContain('no strategy "nope"')
    expect((await refused(...on, '--strategy', 'pairs-zscore')).error.message).toContain(
      'trades 2 symbols; 1 was given',
    )
    const grid = [...on, '--strategy', 'sma-cross', '--train-len', '100', '--grid', 'speed=1,2']
    expect((await refused(...grid)).error.message).toContain('no parameter "speed"')
  })

  it('titan lookahead: on files and on the simulated market', async () => {
    expect(await titan('lookahead', 'pairs-zscore', '--panel', panel, '--symbols', 'B,A')).toMatchObject({
      bars: 300,
      lookAhead: { passed: true },
      warmUp: { passed: true },
    })
    expect(await titan('lookahead', 'momentum-rank')).toMatchObject({ bars: 2_000, lookAhead: { passed: true } })
    expect((await refused('lookahead', 'nonsense')).error.message).toMatch(/no strategy "nonsense"/)
  })
})

describe('bad files are refused by name', () => {
  const file = (name: string, rows: string) => {
    const path = join(folder, name)
    writeFileSync(path, `timestamp,A,B\n${rows}`)
    return path
  }
  const days = (cells: (i: number) => string) =>
    Array.from({ length: 28 }, (_, i) => `2020-01-${String(i + 1).padStart(2, '0')},${cells(i)}\n`).join('')

  it('stats: order, constants, and the series in what a test refuses', async () => {
    const unsorted = file('unsorted.csv', '2020-01-01,1,2\n2020-01-03,2,3\n2020-01-02,3,4\n')
    const late = await refused('stats', 'adf', '--panel', unsorted, '--columns', 'A')
    expect(late.error.message).toBe('A: bar 3 is not later than the one before it')
    const level = file(
      'level.csv',
      days((i) => `10,${20 + (i % 5)}`),
    )
    const constant = await refused('stats', 'kpss', '--panel', level, '--columns', 'A')
    expect(constant.error.message).toBe('A is constant: every price is 10')
    const short = await refused('stats', 'garch', '--panel', level, '--columns', 'B', '--to', '2020-01-09')
    expect(short.error.message).toMatch(/^B: .*too few/)
    const missing = await refused('stats', 'adf', '--panel', join(folder, 'none.csv'), '--columns', 'A')
    expect(missing).toMatchObject({ code: 1, error: { code: 'BAD_USER_INPUT' } })
    expect(missing.error.message).toMatch(/none.csv is not there$/)
  })

  it('backtest: text in a number and a name that is no parameter', async () => {
    const text = file(
      'text.csv',
      days((i) => `${i === 4 ? 'abc' : 10 + (i % 3)},${20 + (i % 5)}`),
    )
    const run = ['backtest', 'run', '--strategy', 'buy-and-hold', '--panel', text, '--symbols']
    expect((await refused(...run, 'A')).error.message).toBe('A, 2020-01-05: its close is no positive number')
    expect((await titan(...run, 'B')).metrics.bars).toBe(28)
    expect((await refused(...run, 'B', '--param', 'leverge=2')).error.message).toContain('no parameter "leverge"')
    expect((await refused(...run, 'B,B')).error.message).toContain('a symbol stands there twice')
    expect((await refused('backtest', 'run', '--panel', text)).error.code).toBe('BAD_USAGE')
  })

  it('a scan that could test nothing fails, with its document', async () => {
    const failed = (await run(process.execPath, [
      main,
      ...['pairs', 'scan', '--panel', panel, '--pairs', 'X:Y', '--all', '--json'],
    ]).catch((error: unknown) => error)) as { code: number; stdout: string }
    expect(failed.code).toBe(1)
    expect(JSON.parse(failed.stdout)).toMatchObject({ tested: 0, pairs: [{ y: 'X', x: 'Y' }] })
  })
})

it('takes days as the calendar days of the bars themselves, wherever their clock stands', async () => {
  const rows = Array.from({ length: 30 }, (_, i) => {
    const day = new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10)
    return `${day}T00:00:00+09:00,${100 + Math.sin(i)},${50 + Math.cos(3 * i)}`
  })
  const tokyo = join(folder, 'tokyo.csv')
  writeFileSync(tokyo, `timestamp,A,B\n${rows.join('\n')}\n`)
  const columns = ['stats', 'hedge', '--panel', tokyo, '--columns', 'A,B']
  expect((await titan(...columns, '--from', '2024-01-03', '--to', '2024-01-28')).n).toBe(26)
  // An instant is that instant: 3 January in Tokyo begins at 15:00 UTC of the day before.
  expect((await titan(...columns, '--from', '2024-01-02T15:00:00Z', '--to', '2024-01-28')).n).toBe(26)
})
