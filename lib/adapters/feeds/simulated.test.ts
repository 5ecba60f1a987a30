import { expect, it } from 'vitest'
import { simulatedFeed } from './simulated.ts'

const start = Date.UTC(2026, 10, 21, 9, 0, 2)

function at(clock: { now: number }) {
  const waits: number[] = []
  const feed = simulatedFeed({
    seed: 1,
    timeframe: '5s',
    now: () => clock.now,
    wait: async (ms) => {
      waits.push(ms)
      clock.now += ms
    },
  })
  return { feed, waits }
}

it('ends history with the last bar that has closed', () => {
  const { feed } = at({ now: start })
  const [first] = feed.history(1_500)
  expect(first.bars.ts).toHaveLength(1_500)
  expect(first.bars.ts[1_499] + 5_000).toBeLessThanOrEqual(start)
  expect(first.bars.ts[1_499] + 10_000).toBeGreaterThan(start)
})

it('goes on live where history ended: missed bars at once, then each when it closes, none twice', async () => {
  const clock = { now: start }
  const { feed, waits } = at(clock)
  const history = feed.history(100)
  const last = history[0].bars.ts[99]
  clock.now += 12_000
  const signal = { aborted: false }
  const seen: number[] = []
  for await (const step of feed.live(last, signal)) {
    expect(step.closedAt).toBeLessThanOrEqual(clock.now)
    expect(step.bars).toHaveLength(feed.instruments.length)
    seen.push(step.ts)
    if (seen.length === 5) signal.aborted = true
  }
  expect(seen).toEqual([1, 2, 3, 4, 5].map((k) => last + k * 5_000))
  expect(waits.length).toBe(3)
  clock.now += 60_000
  const later = feed.history(40)[3].bars
  const joined = feed.history(200)[3].bars
  expect([...later.close]).toEqual([...joined.close.slice(-40)])
})
