import { capital, count, plural, ratio, ratioInterval } from '#app/_ui/format.ts'
import type { OptimisationResult } from '#lib/contracts/optimisations.ts'

/** What a search says: what its winner promised, and what the bars it never saw made of it. */
export function searchVerdict(result: OptimisationResult, combinations: number): string {
  const { inSample, heldOut } = result
  if (!inSample)
    return `${capital(count(combinations))} ${plural(combinations, 'combination')}, and none could be judged.`
  const promised = `The best of ${count(combinations)} combinations showed a Sharpe ratio of ${ratio(inSample.sharpe)}.`
  if (!heldOut) return `${promised} No bars were held back to judge it.`
  if (heldOut.sharpe === null) return `${promised} On the bars held back it did not trade.`
  const came = `On the bars held back it came to ${ratio(heldOut.sharpe)}`
  const [low, high] = heldOut.sharpeCi ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  if (low > 0) return `${promised} ${came}, 95 % ${ratioInterval(low, high)}: above zero.`
  if (high < 0) return `${promised} ${came}. Do not trade this.`
  return `${promised} ${came}, which cannot be told from zero.`
}

/** The verdict over a list of searches. */
export function searchesVerdict(results: readonly (OptimisationResult | null)[], total: number): string {
  if (total === 0) return 'Nothing has been searched yet.'
  const judged = results.filter((result) => result?.heldOut?.sharpeCi)
  if (judged.length === 0)
    return `${capital(count(total))} ${plural(total, 'search', 'searches')}, none judged on bars held back.`
  const above = judged.filter((result) => (result?.heldOut?.sharpeCi?.[0] ?? 0) > 0).length
  return `${above === 0 ? 'No winner' : capital(count(above))} of ${count(judged.length)} ${plural(judged.length, 'search', 'searches')} ${above <= 1 ? 'is' : 'are'} above zero on the bars held back.`
}
