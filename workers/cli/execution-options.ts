import type { Command } from 'commander'
import { fillModels } from '#lib/contracts/backtests.ts'
import { timeframes } from '#lib/contracts/common.ts'
import { feeModels } from '#lib/execution/fees/index.ts'
import { slippageModels } from '#lib/execution/slippage/index.ts'
import { keyValue, list, number, oneOf, whole } from './options.ts'

interface Chosen {
  readonly name: string
  readonly params: Record<string, unknown>
}

const ambiguities = ['pessimistic', 'adaptive'] as const

/** How orders meet the market: the same words for a backtest, a walk-forward and a search, or they could not be compared. */
export interface ExecutionChoices {
  fillModel?: (typeof fillModels)[number]
  detail?: (typeof timeframes)[number]
  slippage?: Chosen
  fees?: Chosen
  participation?: number
  borrowBps?: number
  fundingBps?: number
  conversionBps?: number
  leverage?: number
  latencyMs?: number
  minNotional?: number
  ambiguity?: (typeof ambiguities)[number]
}

/** `square-root` or `square-root:eta=0.3,baseBps=2`. */
const model = (text: string): Chosen => {
  const [name, ...rest] = text.split(':')
  const params = list(rest.join(':')).reduce<Record<string, unknown>>((all, pair) => keyValue(pair, all), {})
  return { name, params }
}

export const withExecutionOptions = (command: Command): Command =>
  command
    .option('--fill-model <model>', fillModels.join(', '), oneOf(fillModels))
    .option('--detail <length>', 'length of finer bars that say what came first inside a bar', oneOf(timeframes))
    .option('--detail-bars <files>', 'the finer bars, with --bars: files of one symbol each', list)
    .option(
      '--slippage <model>',
      `instead of basis points, as NAME or NAME:a=1,b=2: ${slippageModels.names.join(', ')}`,
      model,
    )
    .option('--fees <model>', `instead of basis points: ${feeModels.names.join(', ')}`, model)
    .option('--participation <share>', 'largest share of the volume of a bar, 0.1 is 10 %', number)
    .option('--borrow-bps <bp>', 'a year, on what is sold short', number)
    .option('--funding-bps <bp>', 'every eight hours, on perpetual swaps', number)
    .option('--conversion-bps <bp>', 'of changing money, for what is quoted in another currency', number)
    .option('--leverage <times>', 'largest exposure over equity', number)
    .option('--min-notional <value>', 'orders below it are refused', number)
    .option('--latency-ms <ms>', 'from a decision to the venue', whole)
    .option('--ambiguity <rule>', `stop and target in one bar: ${ambiguities.join(', ')}`, oneOf(ambiguities))

/** The fields of a request that they say; `execution` only where one was given, so that requests without stay as they were. */
export function executionFields(options: ExecutionChoices) {
  const { fillModel, detail, slippage, fees, participation, borrowBps, fundingBps, conversionBps } = options
  const { leverage, latencyMs, minNotional, ambiguity } = options
  const execution = {
    ...{ slippage, fees, participation, borrowBps, fundingBps, conversionBps },
    ...{ leverage, latencyMs, minNotional, ambiguity },
  }
  const isAsked = Object.values(execution).some((value) => value !== undefined)
  return { fillModel, detail, execution: isAsked ? execution : undefined }
}
