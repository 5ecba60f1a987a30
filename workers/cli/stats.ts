import type { Command } from 'commander'
import { Fault } from '#lib/fault.ts'
import { joinByTime, take } from '#lib/market/join.ts'
import { statistics } from '#lib/stats/catalogue/index.ts'
import type { Statistic } from '#lib/stats/catalogue/statistic.ts'
import { keyValue, list, parse, withinSpan } from './options.ts'
import { printJson, printTable } from './output.ts'
import { readPanel } from './panel.ts'

interface StatsOptions {
  panel: string
  columns: string[]
  from?: string
  to?: string
  json?: boolean
  [name: string]: unknown
}

/** `titan stats NAME`: one command a statistic, its options read off its parameters. */
export function registerStats(program: Command): void {
  const group = program.command('stats').description('Tests and models of one or several series, without a database')
  for (const statistic of statistics.list) {
    const [fewest, most] = statistic.series
    const count = fewest === most ? `${fewest}` : `${fewest} to ${most}`
    const command = group
      .command(statistic.name)
      .description(`${statistic.title} (${statistic.source})`)
      .requiredOption('--panel <file>', 'a wide close panel (CSV or CSV.gz)')
      .requiredOption('--columns <list>', `${count} of its symbols`, list)
      .option('--from <date>', 'first day, inclusive')
      .option('--to <date>', 'last day, inclusive')
      .option('--json')
    for (const { name, flag, description } of fieldsOf(statistic)) command.option(`--${flag} <${name}>`, description)
    command.action((options: StatsOptions) => run(statistic, options))
  }
}

function fieldsOf(statistic: Statistic): { name: string; flag: string; description: string }[] {
  const schema = statistics.forms.find(({ name }) => name === statistic.name)?.schema
  const properties = (schema?.['properties'] ?? {}) as Record<string, { description?: string; default?: unknown }>
  return Object.entries(properties).map(([name, field]) => ({
    name,
    flag: name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    description: `${field.description ?? ''}${field.default === undefined ? '' : ` (default: ${String(field.default)})`}`,
  }))
}

async function run(statistic: Statistic, options: StatsOptions): Promise<void> {
  const [fewest, most] = statistic.series
  if (options.columns.length < fewest || options.columns.length > most) {
    throw new Fault(
      'input',
      `${statistic.name} takes ${fewest === most ? fewest : `${fewest} to ${most}`} column${most === 1 ? '' : 's'}; there ${options.columns.length === 1 ? 'is one' : `are ${options.columns.length}`}`,
    )
  }
  const given = fieldsOf(statistic).filter(({ name }) => options[name] !== undefined)
  const raw = given.reduce((all, { name }) => keyValue(`${name}=${String(options[name])}`, all), {})
  const params = parse(statistic.params, raw, `Parameters of ${statistic.name}`)
  const panel = await readPanel(options.panel, withinSpan(options.from, options.to))
  const series = options.columns.map((symbol) => {
    const found = panel.find((one) => one.symbol === symbol)
    if (!found)
      throw new Fault('missing', `The panel has no column ${symbol}`, {
        hint: `There are ${panel
          .slice(0, 8)
          .map((one) => one.symbol)
          .join(', ')}${panel.length > 8 ? ', …' : ''}`,
      })
    const bad = found.close.findIndex((price) => !(Number.isFinite(price) && price > 0))
    if (bad >= 0) throw new Fault('input', `${symbol}: the price of bar ${bad + 1} is not a positive number`)
    const late = found.ts.findIndex((at, i) => i > 0 && at <= found.ts[i - 1])
    if (late >= 0)
      throw new Fault('input', `${symbol}: bar ${late + 1} is not later than the one before it`, {
        hint: 'Sort the panel by time and leave one row for each',
      })
    if (found.close.length > 1 && found.close.every((price) => price === found.close[0]))
      throw new Fault('input', `${symbol} is constant: every price is ${found.close[0]}`)
    return found
  })
  const { ts, rows } = joinByTime(series.map((one) => one.ts))
  const prices = series.map((one, i) => take(one.close, rows[i]))
  const started = performance.now()
  const result = named(options.columns, () => statistic.run(prices, params))
  const computeMs = performance.now() - started
  const window = {
    n: ts.length,
    from: ts.length > 0 ? new Date(ts[0]).toISOString() : null,
    to: ts.length > 0 ? new Date(ts[ts.length - 1]).toISOString() : null,
  }
  if (options.json)
    return printJson({ statistic: statistic.name, columns: options.columns, ...window, params, computeMs, ...result })
  printTable(
    ['Figure', 'Value'],
    Object.entries({ n: window.n, ...result }).map(([name, value]) => [name, shown(value)]),
  )
}

/** What a statistic refuses, with the series it was about. */
function named<Result>(columns: readonly string[], work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    const { kind, message, hint, issues } = error
    throw new Fault(kind, `${columns.join(', ')}: ${message}`, { hint, issues, cause: error })
  }
}

function shown(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : value.toPrecision(6)
  if (ArrayBuffer.isView(value)) {
    const all = Array.from(value as Float64Array)
    return all.length <= 12
      ? all.map((one) => one.toPrecision(5)).join(', ')
      : `${all.length} values, last ${all[all.length - 1].toPrecision(6)}`
  }
  return typeof value === 'object'
    ? JSON.stringify(value, (_, it) => (ArrayBuffer.isView(it) ? Array.from(it as Float64Array) : it))
    : String(value)
}
