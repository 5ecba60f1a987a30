import { z } from 'zod'
import { deviation } from '#lib/stats/columns.ts'
import { fitHiddenMarkov } from '#lib/stats/hidden-markov.ts'
import { chainOf, filterChain } from './chain.ts'
import { commonParams, type RegimeDetector } from './detector.ts'

const params = z.object({
  ...commonParams,
  states: z.int().min(2).max(3).default(2).describe('Two states are calm and stressed'),
  switches: z.enum(['variance', 'both']).default('variance').describe('What switches: variance alone, or mean as well'),
})

/** Returns whose variance switches between states while their mean is one: direction does not pass for a regime. */
export const markovSwitching: RegimeDetector<typeof params> = {
  name: 'markov-switching',
  title: 'Markov switching',
  source: 'Hamilton 1989; Turner, Startz & Nelson 1989 for the switching variance.',
  params,
  fit({ returns }, p) {
    const scale = Math.max(deviation(returns), 1e-12)
    const options = { tolerance: 1e-4, most: 200, commonMean: p.switches === 'variance' }
    return chainOf(
      fitHiddenMarkov(
        returns.map((r) => r / scale),
        p.states,
        options,
      ),
      scale,
    )
  },
  filter: (model, before, _, r, out) => filterChain(model, before, r, out),
}
