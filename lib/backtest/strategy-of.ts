import type { Strategy } from '#lib/contracts/strategy.ts'
import { Fault } from '#lib/fault.ts'
import { parametersOf } from '#lib/registry.ts'
import { strategies } from '#lib/strategies/index.ts'

/**
 * The strategy of a request with its parameters, defaults filled in.
 * @throws Fault `missing` for an unknown one, `input` for parameters or a number of symbols it does not take.
 */
export function strategyOf(
  request: { readonly strategy: string; readonly params: Readonly<Record<string, unknown>> },
  symbols: number,
): { strategy: Strategy; params: unknown } {
  if (!strategies.has(request.strategy)) {
    throw new Fault('missing', `There is no strategy "${request.strategy}". Known: ${strategies.names.join(', ')}`)
  }
  const strategy = strategies.get(request.strategy)
  const params = parametersOf(strategy, request.params)
  const [fewest, most] = strategy.legs
  if (symbols < fewest || symbols > most) {
    const wanted = fewest === most ? `${fewest}` : `${fewest} to ${most}`
    throw new Fault(
      'input',
      `${strategy.name} trades ${wanted} symbol${most === 1 ? '' : 's'}; ${symbols} ${symbols === 1 ? 'was' : 'were'} given`,
    )
  }
  return { strategy, params }
}
