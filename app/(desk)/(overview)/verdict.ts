import { capital, count, list, number, plural } from '#app/_ui/format.ts'

export interface Watched {
  readonly y: string
  readonly x: string
  readonly z: number | null
  readonly side: string
}

/** The first sentence of the day: is it all right, what is it doing, what should be looked at. */
export function overviewVerdict(pairs: readonly Watched[], stale: boolean, bars = true): string {
  if (!bars) return 'There are no bars yet, so there is nothing to watch.'
  if (stale) return 'No bar has arrived for a while. What you see is what was known before.'
  if (pairs.length === 0) return 'Nothing is watched yet. A scan finds pairs that are worth it.'
  const held = pairs.filter((pair) => pair.side !== 'flat')
  const by = (side: string) => held.filter((pair) => pair.side === side).length
  const widest = [...pairs].filter((pair) => pair.z !== null).sort((a, b) => Math.abs(b.z ?? 0) - Math.abs(a.z ?? 0))[0]
  const holding =
    held.length === 0
      ? `${pairs.length === 1 ? 'The one watched pair is' : `All ${count(pairs.length)} watched pairs are`} flat`
      : `${capital(count(held.length))} of ${count(pairs.length)} watched ${plural(pairs.length, 'pair')} ${held.length === 1 ? 'holds' : 'hold'} a position, ${list(
          [by('long') ? `${count(by('long'))} long` : '', by('short') ? `${count(by('short'))} short` : ''].filter(
            Boolean,
          ),
        )}`
  return widest ? `${holding}. ${widest.y}/${widest.x} is widest, at z ${number(widest.z, 2)}.` : `${holding}.`
}
