import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { random } from '#lib/stats/random.ts'
import type { Bench, BenchRow } from '../../config/bench.ts'

/** 500 log-normal walks with one common factor, 1,260 bars: five years of days of an index, as a wide panel. */
function panel(): string {
  const chance = random(7)
  const logs = new Float64Array(500).fill(4)
  const rows = Array.from({ length: 1_260 }, (_, t) => {
    const common = 0.008 * chance.normal()
    const prices = Array.from(logs, (log, k) => Math.exp((logs[k] = log + common + 0.012 * chance.normal())).toFixed(4))
    return `${new Date(Date.UTC(2020, 0, 1) + t * 86_400_000).toISOString().slice(0, 10)},${prices.join(',')}`
  })
  return `timestamp,${Array.from(logs, (_, k) => `S${k}`).join(',')}\n${rows.join('\n')}\n`
}

/** The command as people run it, in a process of its own: the best of three, reading and printing not counted. */
function row(name: string, lags: 'aic' | '1', targetMs: number): BenchRow {
  const folder = mkdtempSync(join(tmpdir(), 'scan-'))
  const path = join(folder, 'panel.csv')
  writeFileSync(path, panel())
  const main = new URL('../../workers/cli/main.ts', import.meta.url).pathname
  const runs = Array.from({ length: 3 }, () => {
    const words = [main, 'pairs', 'scan', '--panel', path, '--lags', lags, '--json']
    return JSON.parse(execFileSync(process.execPath, words, { encoding: 'utf8', maxBuffer: 1e9 })) as {
      computeMs: number
      tested: number
    }
  })
  rmSync(folder, { recursive: true })
  const value = Math.min(...runs.map(({ computeMs }) => computeMs))
  return {
    name,
    workload: `all pairs of 500 series × 1,260 bars, lags ${lags}, one direction: ${runs[0].tested} tests, one thread, cold process`,
    value,
    unit: 'ms',
    better: 'lower',
    target: targetMs,
    pass: value <= targetMs,
    beside: null,
  }
}

export const benches: readonly Bench[] = [
  { name: 'scan-lag1', run: () => row('scan-lag1', '1', 250) },
  { name: 'scan-aic', run: () => row('scan-aic', 'aic', 8_000) },
]
