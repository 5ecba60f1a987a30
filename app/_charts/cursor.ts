import { bisector } from 'd3'

const nearest = bisector<number, number>((at) => at)

/** Index of the observation nearest to `at`, both in UTC milliseconds; `ts` rising. */
export const indexAt = (ts: ArrayLike<number>, at: number): number => nearest.center(ts, at)

/** Where a key moves the point cursor; null when the key is not one of its keys. */
export function moved(key: string, index: number | null, length: number): number | null {
  const last = length - 1
  if (last < 0) return null
  if (key === 'ArrowLeft') return Math.max(0, (index ?? length) - 1)
  if (key === 'ArrowRight') return Math.min(last, (index ?? last - 1) + 1)
  if (key === 'Home') return 0
  if (key === 'End') return last
  return null
}
