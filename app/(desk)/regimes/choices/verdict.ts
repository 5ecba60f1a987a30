import { capital, count, list, plural } from '#app/_ui/format.ts'

interface Judged {
  readonly done: boolean
  readonly gap: { readonly difference: number; readonly p: number } | null
}

/** The verdict over a list of studies: in how many following the regimes was more than chance. */
export function choicesVerdict(studies: readonly Judged[], total: number): string {
  if (total === 0) return 'Whether parameters should follow the regime has not been asked yet.'
  const done = studies.filter((study) => study.done)
  if (done.length === 0) return `${capital(count(total))} ${plural(total, 'study', 'studies')}, none finished.`
  const better = done.filter(({ gap }) => gap && gap.difference > 0 && gap.p <= 0.05).length
  return `Following the regimes was better by more than chance in ${better === 0 ? 'none' : count(better)} of ${count(done.length)} finished ${plural(done.length, 'study', 'studies')}.`
}

export interface Choice {
  readonly regime: string
  readonly used: boolean
}

/** Which regimes have a set of their own in the choice on all bars. */
export function setsSentence(choices: readonly Choice[]): string {
  const used = choices.filter((one) => one.used).map(({ regime }) => regime)
  if (used.length === 0) return 'No regime has a set of its own: the common set would hold in all of them.'
  const own = used.length === 1 ? 'a set of its own' : 'sets of their own'
  return `${capital(list(used))} would have ${own}, chosen on all bars; elsewhere the common set holds.`
}

/** Parameters as one line: `fast 5, slow 30`. */
export const setWords = (params: unknown): string =>
  Object.entries((params ?? {}) as Record<string, unknown>)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ')
