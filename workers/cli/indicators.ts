import type { Command } from 'commander'
import { Fault } from '#lib/fault.ts'
import { compute } from '#lib/indicators/compute.ts'
import { indicators } from '#lib/indicators/index.ts'
import { parametersOf } from '#lib/registry.ts'
import { readBars } from './bars.ts'
import { checkedBars } from './bars-check.ts'
import { keyValue, spanOf } from './options.ts'
import { printJson, printTable } from './output.ts'

interface ComputeOptions {
  file: string
  param: Record<string, unknown>
  from?: string
  to?: string
  json?: boolean
}

export function registerIndicators(program: Command): void {
  const group = program
    .command('indicators')
    .description('Technical indicators over a file of bars, without a database')
  group
    .command('list')
    .option('--json')
    .action(({ json }: { json?: boolean }) => {
      const all = indicators.list.map((one) => ({
        name: one.name,
        title: one.title,
        group: one.group,
        inputs: one.inputs,
        outputs: one.outputs,
        seeding: one.seeding,
        source: one.source,
        first: one.first(one.params.parse({})),
        settled: one.settled(one.params.parse({})),
        params: indicators.forms.find(({ name }) => name === one.name)?.schema,
      }))
      if (json) return printJson(all)
      printTable(
        ['Name', 'Title', 'Group', 'Reads', 'First bar'],
        all.map((one) => [one.name, one.title, one.group, one.inputs.join(' '), one.first]),
      )
    })
  group
    .command('compute')
    .argument('<name>', 'see: titan indicators list')
    .requiredOption('--file <file>', "one symbol's bars, CSV or CSV.gz")
    .option('--param <name=value>', 'parameter, repeatable', keyValue, {})
    .option('--from <date>', 'first day, inclusive')
    .option('--to <date>', 'last day, inclusive')
    .option('--json')
    .action(runCompute)
}

async function runCompute(name: string, options: ComputeOptions): Promise<void> {
  if (!indicators.has(name))
    throw new Fault('missing', `There is no indicator "${name}"`, { hint: 'titan indicators list' })
  const indicator = indicators.get(name)
  const params = parametersOf(indicator, options.param)
  const bars = await readBars(options.file, spanOf(options.from, options.to))
  checkedBars({ symbol: bars.symbol, bars })
  const started = performance.now()
  const columns = compute(indicator, params, bars)
  const computeMs = performance.now() - started
  const outputs = Object.fromEntries(indicator.outputs.map((output, k) => [output, columns[k]]))
  if (options.json)
    return printJson({
      indicator: name,
      symbol: bars.symbol,
      params,
      n: bars.ts.length,
      first: indicator.first(params),
      computeMs,
      ts: bars.ts,
      ...outputs,
    })
  const last = Math.max(0, bars.ts.length - 20)
  printTable(
    ['Bar', ...indicator.outputs],
    Array.from({ length: bars.ts.length - last }, (_, i) => [
      new Date(bars.ts[last + i]).toISOString().slice(0, 16),
      ...columns.map((column) => (Number.isFinite(column[last + i]) ? Number(column[last + i].toPrecision(7)) : null)),
    ]),
  )
}
