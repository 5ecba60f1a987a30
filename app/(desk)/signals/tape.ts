import type { TapeSignal } from '#app/_data/tape.ts'
import { number, plural } from '#app/_ui/format.ts'
import { clockSeconds } from '#app/_ui/time.ts'

/** What the signals in view were: entries, exits and stops, from the same list that is shown. */
export function countsOf(signals: readonly Pick<TapeSignal, 'kind'>[]) {
  const of = (kind: string) => signals.filter((signal) => signal.kind === kind).length
  return { entries: of('ENTER'), exits: of('EXIT'), stops: of('STOP') }
}

export function tapeVerdict(signals: readonly TapeSignal[], today: number): string {
  const last = signals[0]
  if (!last) return 'No signal has been given yet.'
  const what =
    last.kind === 'ENTER'
      ? `went ${last.side}`
      : last.kind === 'STOP'
        ? 'was stopped'
        : last.kind === 'EXIT'
          ? 'came back'
          : 'was rebalanced'
  return `${last.y}/${last.x} ${what} at ${clockSeconds(last.closedAt)} UTC, the latest of ${number(today)} ${plural(today, 'signal')} today.`
}
