import { z } from 'zod'
import type { StrategyContext } from '#lib/contracts/strategy.ts'
import { Fault } from '#lib/fault.ts'
import { type Memory, memory } from '#lib/indicators/memory.ts'

const savedCells = z.object({
  of: z.string(),
  cells: z.array(z.array(z.number().nullable())),
})

export interface Cells extends Memory {
  /** What goes into `save` of the strategy. */
  keep(): unknown
}

/**
 * The memory of a strategy: every number it must know tomorrow lives in a cell, so that a restart goes on bit for bit.
 * @throws Fault `input` for a state that belongs to another strategy or to other parameters.
 */
export function cellsOf(name: string, params: unknown, context: StrategyContext): Cells {
  const of = `${name} ${JSON.stringify(params)}`
  if (context.saved === undefined) return withKeep(memory(), of)
  const parsed = savedCells.safeParse(context.saved)
  if (!parsed.success) throw new Fault('input', `The saved state of ${name} cannot be read`)
  if (parsed.data.of !== of) throw new Fault('input', `The saved state of ${name} belongs to other parameters`)
  return withKeep(memory(parsed.data.cells), of)
}

const withKeep = (cells: Memory, of: string): Cells => ({ ...cells, keep: () => ({ of, cells: cells.save() }) })
