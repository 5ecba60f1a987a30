import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Command, InvalidArgumentError } from 'commander'
import { simulatedMarket } from '#lib/market/simulated.ts'
import { startOfDay, whole } from './options.ts'
import { note, printJson } from './output.ts'

/** More than sixty years of days would be of no market. */
const days = (text: string): number => {
  const value = whole(text)
  if (value < 2 || value > 20_000) throw new InvalidArgumentError(`"${text}" is not between 2 and 20000.`)
  return value
}

/** Lets somebody try import, scan and backtest before they have files of their own. */
export function registerSample(program: Command): void {
  program
    .command('sample')
    .description('Write daily bars of the simulated market as CSV.gz files, one a symbol, to try the rest with')
    .argument('<folder>')
    .option('--days <n>', 'how many', days, 750)
    .option('--until <date>', 'last day', '2025-12-31')
    .option('--seed <n>', 'another seed, another market', whole, 7)
    .option('--json')
    .action((folder: string, options: { days: number; until: string; seed: number; json?: boolean }) => {
      const market = simulatedMarket({ seed: options.seed, timeframe: '1d' })
      const end = market.indexAt(startOfDay(options.until, '--until') ?? 0) + 1
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
