import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Command } from 'commander'
import { simulatedMarket } from '#lib/market/simulated.ts'
import { whole } from './options.ts'
import { note, printJson } from './output.ts'

/** Lets somebody try import, scan and backtest before they have files of their own. */
export function registerSample(program: Command): void {
  program
    .command('sample')
    .description('Write daily bars of the simulated market as CSV.gz files, one a symbol, to try the rest with')
    .argument('<folder>')
    .option('--days <n>', 'how many', whole, 750)
    .option('--until <date>', 'last day', '2025-12-31')
    .option('--seed <n>', 'another seed, another market', whole, 7)
    .option('--json')
    .action((folder: string, options: { days: number; until: string; seed: number; json?: boolean }) => {
      const market = simulatedMarket({ seed: options.seed, timeframe: '1d' })
      const end = market.indexAt(Date.parse(options.until)) + 1
      mkdirSync(folder, { recursive: true })
      const files = market.history(end - options.days, end).map(({ ts, open, high, low, close, volume }, k) => {
        const rows = Array.from(
          ts,
          (at, i) =>
            `${new Date(at).toISOString().slice(0, 10)},${open?.[i]},${high?.[i]},${low?.[i]},${close[i]},${volume?.[i]}`,
        )
        const path = join(folder, `${market.instruments[k].symbol}.csv.gz`)
        writeFileSync(path, gzipSync(`timestamp,open,high,low,close,volume\n${rows.join('\n')}\n`))
        return path
      })
      if (options.json) printJson({ files })
      else note(`${files.length} files of ${options.days} days in ${folder}. They are simulated.`)
    })
}
