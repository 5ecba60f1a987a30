import { z } from 'zod'
import { deviation } from '#lib/stats/columns.ts'
import { fitHiddenMarkov } from '#lib/stats/hidden-markov.ts'
import { chainOf, filterChain } from './chain.ts'
import { commonParams, type RegimeDetector } from './detector.ts'

const params = z.object(commonParams)

/** Three hidden states of the market's returns, each with a mean and a variance of its own. */
export const hmm: RegimeDetector<typeof params> = {
  name: 'hmm',
  title: 'Hidden Markov model',
  source: 'Baum et al. 1970; Rydén, Teräsvirta & Åsbrink 1998: three normal states of returns.',
  params,
  fit({ returns }) {
    const scale = Math.max(deviation(returns), 1e-12)
    return chainOf(
      fitHiddenMarkov(
        returns.map((r) => r / scale),
        3,
        { tolerance: 1e-4, most: 200 },
      ),
      scale,
    )
  },
  filter: (model, before, _, r, out) => filterChain(model, before, r, out),
}
