import { count, number, percent, plural } from '#app/_ui/format.ts'
import type { ExecutionSummary } from '#lib/contracts/orders.ts'

export interface CostRow {
  readonly name: string
  readonly amount: number
}

export const executionOf = (execution: unknown): ExecutionSummary | null =>
  typeof execution === 'object' && execution !== null ? (execution as ExecutionSummary) : null

const names = [
  ['fees', 'Fees'],
  ['slippage', 'Slippage'],
  ['borrow', 'Borrowing'],
  ['funding', 'Funding'],
  ['conversion', 'Conversion'],
] as const

/** What was paid, the largest first; what was not asked for is left out. Negative: it was received. */
export function costRows(execution: ExecutionSummary): CostRow[] {
  return names
    .map(([key, name]) => ({ name, amount: execution[key] ?? 0 }))
    .filter(({ amount }) => Math.abs(amount) > 0.005)
    .sort((a, b) => b.amount - a.amount)
}

/** What trading cost, and how the orders fared. @param costShare costs over gross profit, null where there was none. */
export function costsSentence(execution: ExecutionSummary, costShare: number | null): string {
  const rows = costRows(execution)
  const total = rows.reduce((sum, { amount }) => sum + amount, 0)
  const [most] = rows
  if (!most) return 'Nothing was paid: there was nothing to trade.'
  const share = costShare === null ? '' : `, ${percent(costShare, 0)} of the gross profit`
  const first =
    rows.length > 1 && total > 0 ? `; ${most.name.toLowerCase()} took ${percent(most.amount / total, 0)} of it` : ''
  const troubles = [
    execution.partialFills > 0
      ? `${number(execution.partialFills)} partial ${plural(execution.partialFills, 'fill')}`
      : '',
    execution.rejected > 0 ? `${number(execution.rejected)} refused` : '',
    execution.expired > 0 ? `${number(execution.expired)} expired` : '',
    execution.liquidations > 0 ? `${count(execution.liquidations)} forced` : '',
  ].filter(Boolean)
  const orders = `${number(execution.orders)} orders, ${troubles.length > 0 ? troubles.join(', ') : 'all filled whole'}`
  return `Trading cost ${number(total)}${share}${first}. ${orders}.`
}

interface Terms {
  readonly costs?: { readonly commissionBps?: number; readonly slippageBps?: number; readonly impact?: number }
  readonly execution?: {
    readonly fees?: { readonly name: string }
    readonly slippage?: { readonly name: string }
    readonly leverage?: number
    readonly latencyMs?: number
  }
}

/** What a manifest says its orders were charged, and what they could do: a model stands in place of basis points. */
export function termsSentence(manifest: unknown): string {
  const { costs = {}, execution = {} } = (manifest ?? {}) as Terms
  const { fees, slippage, leverage, latencyMs } = execution
  return [
    fees ? `fees ${fees.name}` : costs.commissionBps !== undefined && `commission ${number(costs.commissionBps)} bp`,
    slippage
      ? `slippage ${slippage.name}`
      : costs.slippageBps !== undefined && `slippage ${number(costs.slippageBps)} bp`,
    leverage !== undefined && `leverage at most ${number(leverage)}`,
    latencyMs ? `${number(latencyMs)} ms late` : false,
  ]
    .filter(Boolean)
    .join(', ')
}
