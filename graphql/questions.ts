import { seriesBounds } from '#db/queries/bars.ts'
import { overlapOf } from '#db/queries/overlap.ts'
import { chooseSeries, findSeries } from '#db/queries/series.ts'
import { wholeDay } from '#lib/backtest/data.ts'
import { checkDetail } from '#lib/backtest/detail.ts'
import type { BacktestRequest } from '#lib/contracts/backtests.ts'
import type { JobKind, JobPayload } from '#lib/contracts/jobs.ts'
import type { ScanRequest } from '#lib/contracts/pairs.ts'
import { Fault } from '#lib/fault.ts'
import { checkOptimisation, widestOf } from '#lib/optimize/study.ts'
import { fewestFor } from '#lib/optimize/trial.ts'
import { regimeDetectors } from '#lib/regimes/index.ts'
import { strategies } from '#lib/strategies/index.ts'
import { adaptivePlan } from '#lib/walkforward/adaptive-plan.ts'
import { fewestBars, planOf } from '#lib/walkforward/check.ts'
import type { Context } from './context.ts'

/** Which bars a run will read, and how many of them it cannot do without. */
export interface Question
  extends Pick<BacktestRequest, 'symbols' | 'venue' | 'timeframe' | 'source' | 'adjustment' | 'from' | 'to'> {
  /** Fewest bars that all symbols must share, and who says so. */
  readonly least: number
  readonly who: string
  /** Where in the input it stands: `sleeves.0.`, or nothing. */
  readonly place?: string
  /** Finer bars of the same symbols that are looked into. */
  readonly detail?: BacktestRequest['detail']
}

export type RunKind = JobKind & ('backtest' | 'walkforward' | 'optimisation' | 'regimes' | 'account' | 'adaptive')

/** Two bars more than the warm-up: one to decide on, one to fill at. */
function warmed({ strategy, params }: Pick<BacktestRequest, 'strategy' | 'params'>) {
  const least = strategies.get(strategy).warmup(strategies.parse(strategy, params) as never) + 2
  return { least, who: strategy }
}

/** What each kind of run asks of the bars. What is wrong without any bars is thrown here. */
const questionsOf: { readonly [K in RunKind]: (request: JobPayload<K>) => readonly Question[] } = {
  backtest: (request) => [{ ...request, ...warmed(request) }],
  walkforward(request) {
    planOf(request, request.symbols.length)
    const { trainLength, testLength, purge } = request
    const who = `Training on ${trainLength}${purge > 0 ? `, leaving out ${purge}` : ''} and judging on ${testLength}`
    return [{ ...request, least: fewestBars(request), who }]
  },
  optimisation(request) {
    checkOptimisation(request)
    const least = fewestFor(request, widestOf(request))
    return [{ ...request, least, who: 'The search, with its warm-up and what it holds back,' }]
  },
  regimes(request) {
    const { trainBars } = regimeDetectors.parse(request.detector, request.params) as { trainBars: number }
    return [{ ...request, least: trainBars, who: request.detector }]
  },
  adaptive(request) {
    adaptivePlan(request, request.symbols.length)
    const { trainLength, testLength } = request
    return [{ ...request, least: fewestBars(request), who: `Training on ${trainLength} and judging on ${testLength}` }]
  },
  account: ({ sleeves, from, to, detail }) =>
    sleeves.map((sleeve, i) => ({ ...sleeve, from, to, detail, ...warmed(sleeve), place: `sleeves.${i}.` })),
}

const day = (at: number | Date) => new Date(at).toISOString().replace(/T00:00:00\.000Z$/, '')

/** ` from 2014-01-02 to 2015-12-31`, as far as it was said. */
const spanWords = ({ from, to }: { readonly from?: number; readonly to?: number }) =>
  `${from === undefined ? '' : ` from ${day(from)}`}${to === undefined ? '' : ` to ${day(to)}`}`

/** @throws Fault `input` that names both dates when the span ends before it begins. */
export function checkSpan({ from, to }: { readonly from?: number; readonly to?: number }): void {
  if (from === undefined || to === undefined || from <= to) return
  throw new Fault('input', `The span ends before it begins: ${day(from)} to ${day(to)}`, {
    hint: 'Swap the two dates',
    issues: [{ path: 'to', message: `before ${day(from)}` }],
  })
}

/** What is missing by name, and what there is of it: bars of another length are one choice away. */
export async function noBarsOf(
  { house }: Context,
  missing: readonly string[],
  { timeframe, venue, place = '' }: Pick<Question, 'timeframe' | 'venue' | 'place'>,
): Promise<Fault> {
  const others = await findSeries(house.connection.sql, { symbols: missing })
  const kinds = [...new Set(others.map((one) => `${one.symbol}: ${one.timeframe} of ${one.venue}`))]
  const where = venue ? ` at ${venue}` : ''
  const known = kinds.slice(0, 5).join(', ')
  return new Fault('missing', `There are no ${timeframe} bars of ${missing.join(', ')}${where}`, {
    hint: known ? `There is ${known}` : 'The field instruments lists what there is; titan import brings more',
    issues: [{ path: `${place}symbols`, message: `no ${timeframe} bars of ${missing.join(', ')}` }],
  })
}

async function checkQuestion(context: Context, question: Question): Promise<void> {
  const { sql } = context.house.connection
  const { symbols, timeframe, from, to, least, who, place = '' } = question
  const { chosen, missing } = await chooseSeries(sql, question)
  if (missing.length > 0) throw await noBarsOf(context, missing, question)
  const ids = chosen.map(({ id }) => id)
  const { bars, span } = await overlapOf(sql, ids, { from, to: wholeDay(to, timeframe), most: least })
  if (bars >= least) return
  const names = symbols.length > 3 ? `${symbols.slice(0, 3).join(', ')} …` : symbols.join(' and ')
  const held = symbols.length > 1 ? `${names} have ${bars} in common` : `${names} has ${bars}`
  throw new Fault('input', `${who} needs at least ${least} bars; ${held}${spanWords(question)}`, {
    hint: span
      ? `There are bars from ${day(span[0])} to ${day(span[1])}: take a longer span, or shorter windows`
      : 'They have no time in common: choose symbols that were traded together',
    issues: [{ path: from === undefined ? `${place}symbols` : 'from', message: `${bars} bars, ${least} are needed` }],
  })
}

/**
 * Refuses what could only fail in its job: dates the wrong way round, symbols without bars, a span shorter than what the
 * run needs. Whatever passes can still fail, but not for a reason that was plain beforehand.
 * @throws Fault `missing` or `input` with the field, what there is, and what to do.
 */
export async function checkRun<K extends RunKind>(context: Context, kind: K, request: JobPayload<K>): Promise<void> {
  checkSpan(request)
  for (const question of questionsOf[kind](request)) {
    await checkQuestion(context, question)
    const { detail, timeframe } = question
    if (detail === undefined) continue
    checkDetail({ timeframe, detail })
    await checkQuestion(context, { ...question, timeframe: detail, least: 1, who: 'Looking inside bars' })
  }
}

/**
 * The same for a search of pairs. A pair with an unknown leg becomes a rejected row of the scan; a symbol that was named
 * for itself, or a span in which nothing was traded, would end it.
 */
export async function checkScan(context: Context, request: ScanRequest): Promise<void> {
  checkSpan(request)
  const { sql } = context.house.connection
  const { timeframe, venue, from, to } = request
  const named = [...new Set([...request.symbols, ...(request.pairs ?? []).flat()])]
  const { chosen, missing } = await chooseSeries(sql, { ...request, symbols: named })
  const unknown = missing.filter((symbol) => request.symbols.includes(symbol))
  if (unknown.length > 0) throw await noBarsOf(context, unknown, request)
  if (chosen.length < 2)
    throw new Fault(
      'missing',
      `There are no ${timeframe} bars of two symbols${venue ? ` at ${venue}` : ''} to compare`,
      {
        hint: 'The field barSets lists what there is; titan import brings more',
        issues: [{ path: 'timeframe', message: `no ${timeframe} bars of two symbols` }],
      },
    )
  const bounds = [
    ...(
      await seriesBounds(
        sql,
        chosen.map(({ id }) => id),
      )
    ).values(),
  ]
  const inside = bounds.filter(
    ({ first, last }) => first && last && first.getTime() <= (to ?? Infinity) && last.getTime() >= (from ?? -Infinity),
  )
  if (inside.length >= 2) return
  const spans = bounds.flatMap(({ first, last }) => (first && last ? [[first.getTime(), last.getTime()]] : []))
  const [first, last] = [Math.min(...spans.map(([at]) => at)), Math.max(...spans.map(([, at]) => at))]
  throw new Fault('input', `No two symbols have bars${spanWords(request)}`, {
    ...(spans.length > 0 ? { hint: `There are bars from ${day(first)} to ${day(last)}` } : {}),
    issues: [{ path: from === undefined ? 'to' : 'from', message: 'no bars in this span' }],
  })
}
