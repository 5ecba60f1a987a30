import { afterAll, expect, test } from 'vitest'
import { walkForwardRequest } from '#lib/contracts/studies.ts'
import { random } from '#lib/stats/random.ts'
import { startPool } from './pool.ts'

const chance = random(1)
const bars = ['Y', 'X'].map((symbol) => {
  let level = 0
  const close = Float64Array.from({ length: 20_000 }, () => 50 * Math.exp((level += 0.01 * chance.normal())))
  const ts = Float64Array.from({ length: 20_000 }, (_, i) => Date.UTC(1970, 0, 1 + i))
  return { symbol, bars: { ts, open: close, high: close, low: close, close, volume: null } }
})
/** Minutes of work. */
const request = walkForwardRequest.parse({ strategy: 'pairs-zscore', symbols: ['Y', 'X'], stride: 5 })
const short = startPool({ threads: 1, limitMs: 300 })
const long = startPool({ threads: 1 })
afterAll(async () => {
  await short.close()
  await long.close()
})

test('a task that does not end is ended, says why and leaves its thread free', { timeout: 30_000 }, async () => {
  await expect(short.run('walkforward', { request, bars })).rejects.toMatchObject({
    kind: 'limited',
    next: 'fix',
    message: expect.stringMatching(/walkforward took longer than 0.005 minutes/),
  })
  const few = { ...request, trainLength: 100, testLength: 50, stride: 50, grid: { window: [30] } }
  const cut = bars.map(({ symbol, bars: all }) => {
    const part = (column: Float64Array) => column.slice(0, 300)
    return {
      symbol,
      bars: {
        ts: part(all.ts),
        open: part(all.open),
        high: part(all.high),
        low: part(all.low),
        close: part(all.close),
        volume: null,
      },
    }
  })
  const { result } = await long.run('walkforward', { request: few, bars: cut })
  expect(result.folds.length).toBeGreaterThan(2)
})

test('a cancelled task is cancelled, not timed out', { timeout: 30_000 }, async () => {
  const stopping = new AbortController()
  const running = long.run('walkforward', { request, bars }, { signal: stopping.signal })
  setTimeout(() => stopping.abort(), 200)
  await expect(running).rejects.toMatchObject({ name: 'AbortError' })
})
