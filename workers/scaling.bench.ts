import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { market } from '#lib/backtest/backtest.bench.ts'
import { optimisationRequest } from '#lib/contracts/optimisations.ts'
import type { Bench, BenchRow } from '../config/bench.ts'
import { startPool } from './pool.ts'
import { sharedBars } from './shared-bars.ts'

const bars = 200_000
const trials = 48

/** Seconds for the same sweep on so many threads, which are warm and hold the bars together. */
async function seconds(threads: number): Promise<number> {
  const legs = sharedBars(market(bars, 1))
  const pool = startPool({ threads })
  const request = optimisationRequest.parse({ strategy: 'ema-cross', symbols: ['S0'], timeframe: '1m' })
  const sweep = () =>
    Promise.all(
      Array.from({ length: trials }, (_, i) => {
        const asks = [{ params: { fast: 5 + i, slow: 40 + i }, floor: null }]
        return pool.run('trials', { study: 'scaling', request, bars: legs, instruments: {}, asks })
      }),
    )
  await sweep()
  const started = performance.now()
  await sweep()
  const taken = (performance.now() - started) / 1_000
  await pool.close()
  return taken
}

/** Keeps a core busy with arithmetic that needs no memory, and answers with the milliseconds it took. */
const arithmetic = `
  const { parentPort } = require('node:worker_threads')
  const work = () => { let x = 1; for (let i = 0; i < 3e8; i++) x = (Math.imul(x, 1664525) + 1013904223) | 0; return x }
  work()
  parentPort.once('message', () => {
    const started = performance.now()
    work()
    parentPort.postMessage(performance.now() - started)
  })
  parentPort.postMessage('warm')
`

/** How much faster two threads of arithmetic are than one: what these two cores can give, which may be less than two. */
async function ceiling(): Promise<number> {
  const together = async (count: number) => {
    const threads = Array.from({ length: count }, () => new Worker(arithmetic, { eval: true }))
    await Promise.all(threads.map((thread) => once(thread, 'message')))
    const answers = threads.map((thread) => once(thread, 'message'))
    for (const thread of threads) thread.postMessage('go')
    const taken = (await Promise.all(answers)).map(([ms]) => Number(ms))
    await Promise.all(threads.map((thread) => thread.terminate()))
    return Math.max(...taken)
  }
  const one = await together(1)
  return (2 * one) / (await together(2))
}

export const benches: Bench[] = [
  {
    name: 'scaling',
    async run(): Promise<BenchRow> {
      const one = await seconds(1)
      const two = await seconds(2)
      const most = await ceiling()
      const value = one / two
      const target = 0.75 * most
      return {
        name: 'scaling',
        workload: `${trials} trials of a sweep through the event engine, ${bars.toLocaleString('en')} bars each, on 1 thread (${one.toFixed(2)} s) and on 2 (${two.toFixed(2)} s)`,
        value,
        unit: '× faster',
        better: 'higher',
        target,
        pass: value >= target,
        beside: { name: 'arithmetic alone on 2 threads', value: most, ratio: value / most },
      }
    },
  },
]
