import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { startCluster } from '#db/embedded.ts'
import type { Bench, BenchRow } from '../../config/bench.ts'

const files = 16
const rowsPerFile = 60_000

/** Five-minute bars of made-up symbols, as a venue would deliver them. */
function writeFiles(folder: string): string[] {
  return Array.from({ length: files }, (_, k) => {
    let close = 40_000 / (k + 1)
    let state = k + 1
    const rows = Array.from({ length: rowsPerFile }, (_, i) => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
      const open = close
      close = open * (1 + (state / 2_147_483_648 - 0.5) * 0.004)
      const high = Math.max(open, close) * 1.0007
      const low = Math.min(open, close) * 0.9993
      return `${new Date(1_704_067_200_000 + i * 300_000).toISOString().replace('.000Z', 'Z')},${open.toFixed(4)},${high.toFixed(4)},${low.toFixed(4)},${close.toFixed(4)},${(state % 100_000) / 1_000}`
    })
    const path = join(folder, `S${k}.csv.gz`)
    writeFileSync(path, gzipSync(`timestamp,open,high,low,close,volume\n${rows.join('\n')}\n`))
    return path
  })
}

/** The command as `npm run titan` runs it, with the largest memory it had. */
function titanImport(home: string, paths: readonly string[]): Promise<{ rowsPerSecond: number; peakMb: number }> {
  const child = spawn(
    process.execPath,
    [
      '--max-semi-space-size=4',
      '--initial-old-space-size=32',
      new URL('../cli/main.ts', import.meta.url).pathname,
      'import',
      ...paths,
      '--timeframe',
      '5m',
      '--json',
    ],
    {
      env: {
        PATH: process.env.PATH,
        HOME: home,
        TITAN_HOME: home,
        MALLOC_ARENA_MAX: '1',
      } as unknown as NodeJS.ProcessEnv,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  let out = ''
  child.stdout.on('data', (text) => {
    out += text
  })
  return new Promise((resolve, reject) =>
    child.once('close', (code) => {
      if (code !== 0) return reject(new Error(`import ended with ${code}`))
      const { rowsPerSecond, peakRssMb } = JSON.parse(out) as { rowsPerSecond: number; peakRssMb: number }
      resolve({ rowsPerSecond, peakMb: peakRssMb })
    }),
  )
}

async function run(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'titan-bench-import-'))
  const cluster = await startCluster({ home: folder, port: 0 })
  try {
    const paths = writeFiles(folder)
    const fresh = await titanImport(folder, paths)
    const again = await titanImport(folder, paths)
    const workload = `${files} gzip files of ${rowsPerFile} five-minute bars into embedded PostgreSQL, whole path, one process`
    const beside = {
      name: 'the same files again, nothing changes',
      value: again.rowsPerSecond,
      ratio: fresh.rowsPerSecond / again.rowsPerSecond,
    }
    const peak = Math.max(fresh.peakMb, again.peakMb)
    return [
      {
        name: 'import',
        workload,
        value: fresh.rowsPerSecond,
        unit: 'rows/s',
        better: 'higher',
        target: 150_000,
        pass: fresh.rowsPerSecond >= 150_000,
        beside,
      },
      {
        name: 'import',
        workload: `${workload}: largest resident memory`,
        value: peak,
        unit: 'MB',
        better: 'lower',
        target: 250,
        pass: peak < 250,
        beside: null,
      },
    ]
  } finally {
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

export const benches: Bench[] = [{ name: 'import', run }]
