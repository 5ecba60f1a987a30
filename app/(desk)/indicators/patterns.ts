import { capital, count, plural } from '#app/_ui/format.ts'

export const announced = (direction: number): string =>
  direction > 0 ? 'a rise' : direction < 0 ? 'a fall' : 'a pause'

/** How many patterns are in view and what they are said to announce, from the list that is shown. */
export function patternsSentence(seen: readonly { readonly direction: number }[]): string {
  const up = seen.filter(({ direction }) => direction > 0).length
  const down = seen.filter(({ direction }) => direction < 0).length
  if (seen.length === 0) return 'No candlestick pattern is in view.'
  return `${capital(count(seen.length))} candlestick ${plural(seen.length, 'pattern')} in view: ${up || 'none'} for a rise, ${down || 'none'} for a fall.`
}
