import type { Command } from 'commander'
import { newId } from '#db/ids.ts'
import { walkForwards } from '#db/schema/studies.ts'
import { panelOf, type SymbolBars } from '#lib/backtest/data.ts'
import { type WalkForwardRequest, walkForwardRequest } from '#lib/contracts/studies.ts'
import { barsPerYear } from '#lib/market/calendar.ts'
import { planOf } from '#lib/walkforward/check.ts'
import { type Member, pool as pooledOf } from '#lib/walkforward/pooled.ts'
import { studyColumns } from '../jobs/walkforward.ts'
import { startPool } from '../pool.ts'
import { sharedBars } from '../shared-bars.ts'
import { manifestOf } from '../study.ts'
import type { Cli } from './context.ts'
import { list, pairList, parse } from './options.ts'
import { fixed, note, partly, percent, printJson, printTable, progressLine } from './output.ts'
import { barsFor, withRunOptions, withSource } from './run-options.ts'
import { type WalkForwardOptions, walkForwardFields, withWalkForwardOptions } from './walkforward.ts'

interface Options extends WalkForwardOptions {
  pairs?: [string, string][]
}

export function registerMultiSymbol(program: Command): void {
  const command = program
    .command('multi-symbol')
    .description('The same walk-forward for each symbol or pair, in parallel; then all of them together')
    .option('--symbols <list>', 'comma-separated, each tested by itself', list)
    .option('--pairs <list>', 'for strategies of two legs: Y:X,Y:X', pairList)
  withWalkForwardOptions(withRunOptions(command, { symbols: false })).action((options: Options) =>
    withSource(options, (cli) => run(options, cli)),
  )
}

async function run(options: Options, cli?: Cli): Promise<void> {
  const startedAt = new Date()
  const members: string[][] = options.pairs ?? (options.symbols ?? []).map((symbol) => [symbol])
  const requests = members.map((symbols) =>
    parse(
      walkForwardRequest,
      { ...walkForwardFields(options), symbols },
      `The walk-forward of ${symbols.join(' on ')}`,
    ),
  )
  // What no member could run is refused once, not told of each.
  for (const request of requests) planOf(request, request.symbols.length)
  if (requests.length === 0) parse(walkForwardRequest, { ...walkForwardFields(options), symbols: [] }, 'The study')
  const sourced = await Promise.all(requests.map((request) => barsFor(options, request, cli)))
  const threads = startPool()
  const line = progressLine()
  const started = performance.now()
  let done = 0
  const outcomes = await Promise.all(
    requests.map(async (request, i) => {
      const bars: SymbolBars[] = sharedBars(sourced[i].bars)
      const name = request.symbols.join('/')
      try {
        const { instruments } = sourced[i]
        const { result, computeMs } = await threads.run('walkforward', { request, bars, instruments })
        const manifest = manifestOf(request, bars, instruments)
        const runId = cli ? await store(cli, options.user, { request, result, manifest, computeMs }) : null
        return { name, request, runId, manifest, result, error: null }
      } catch (error) {
        // One symbol that cannot be tested must not hide the others.
        return { name, request, runId: null, manifest: null, result: null, error: error as Error }
      } finally {
        done += 1
        line.show(`${done} of ${requests.length} symbols`)
      }
    }),
  )
  line.end()
  await threads.close()
  const computeMs = performance.now() - started
  const [{ error }] = outcomes
  if (error && outcomes.every((one) => one.error?.message === error.message)) throw error
  const tested = outcomes.flatMap(({ name, result }, i): Member[] =>
    result ? [{ name, group: groupOf(sourced[i].instruments.calendars?.[requests[i].symbols[0]]), result }] : [],
  )
  const [first] = requests
  const panels = sourced.map(({ bars }) => panelOf(bars, first.timeframe, first.from, first.to))
  const longest = panels.reduce((a, b) => (b.ts.length > a.ts.length ? b : a))
  const pooled = pooledOf(tested, {
    barsPerYear: barsPerYear(longest.ts, first.timeframe),
    riskFree: first.riskFree,
  })
  partly.failed =
    tested.length < outcomes.length || (first.mode === 'STRICT' && tested.some(({ result }) => !result.passed))
  if (options.json)
    return printJson({
      startedAt: startedAt.toISOString(),
      finishedAt: new Date().toISOString(),
      computeMs,
      threads: threads.threads,
      ...pooled,
      members: outcomes.map(({ name, runId, manifest, result, error: why }) => ({
        name,
        runId,
        error: why?.message ?? null,
        manifest,
        outOfSample: result?.outOfSample ?? null,
        deflatedSharpe: result?.deflatedSharpe ?? null,
        pbo: result?.pbo?.probability ?? null,
        passed: result?.passed ?? null,
      })),
    })
  printTable(
    ['Symbol', 'Sharpe out', 'Return out', 'Drawdown', 'Trades', 'PBO', 'Gates'],
    outcomes.map(({ name, result, error: why }) =>
      result
        ? [
            name,
            fixed(result.outOfSample.sharpe, 2),
            percent(result.outOfSample.totalReturn),
            percent(result.outOfSample.maxDrawdown),
            result.outOfSample.trades,
            fixed(result.pbo?.probability, 2),
            result.passed ? 'passed' : 'failed',
          ]
        : [name, null, null, null, null, null, why?.message],
    ),
  )
  note('')
  const { pooled: together, groups } = pooled
  note(
    `Together, in equal parts: Sharpe ${fixed(together.sharpe, 2)}${together.sharpeCi ? ` (95 % ${fixed(together.sharpeCi[0], 2)} to ${fixed(together.sharpeCi[1], 2)})` : ''}, return ${percent(together.totalReturn)}, worst drawdown ${percent(together.maxDrawdown)}`,
  )
  for (const { group, members: count, positive, medianSharpe, signTest } of groups)
    note(
      `${group}: ${positive} of ${count} above zero, median ${fixed(medianSharpe, 2)}; so many heads of ${count} coins come with p ${fixed(signTest, 3)}`,
    )
  for (const { name, runId } of outcomes) if (runId) note(`${name} is stored as walk-forward ${runId}`)
  note(`${Math.round(computeMs)} ms on ${threads.threads} threads`)
}

type Finished = Parameters<typeof studyColumns>

/** Each member is a walk-forward like any other: listed, exported and run again by its own id. */
async function store(
  cli: Cli,
  user: string | undefined,
  run: { request: WalkForwardRequest; result: Finished[0]; manifest: Finished[1]; computeMs: Finished[2] },
): Promise<string> {
  const { request, result, manifest, computeMs } = run
  const { id: ownerId } = await cli.actor(user)
  const id = newId()
  const { visibility } = request
  const columns = studyColumns(result, manifest, computeMs)
  await cli.connection.db.insert(walkForwards).values({ id, ownerId, visibility, request, ...columns })
  return id
}

/** Asset class by the calendar of the venue: what trades round the clock is not what keeps exchange hours. */
const groupOf = (calendar: string | undefined) =>
  calendar === undefined ? 'all' : calendar === '24/7' ? 'round the clock' : `sessions ${calendar}`
