import { number, percent, ratio, ratioInterval } from '#app/_ui/format.ts'

type Values = readonly (number | null)[]

/** Where the ratio of the moving window stands, and how often its interval left zero out. */
export function rollingSentence(rolling: {
  readonly window: number
  readonly ratio: Values
  readonly low: Values
  readonly high: Values
}): string {
  const known = rolling.ratio.flatMap((value, i) => (value === null ? [] : [i]))
  const last = known.at(-1)
  if (last === undefined) return `No window is full: it takes ${number(rolling.window)} bars whose returns vary.`
  const above = known.filter((i) => (rolling.low[i] ?? 0) > 0).length
  const now = `It ended at ${ratio(rolling.ratio[last])}, 95 % ${ratioInterval(rolling.low[last], rolling.high[last])}`
  if (above === 0) return `${now}; no window can be told from zero on the good side.`
  return `${now}; ${percent(above / known.length, 0)} of the windows lie above zero with their whole interval.`
}

/** How much was in the market when something was. @param share of the bars with a position. */
export function exposureSentence(exposure: readonly number[], share: number): string {
  const held = exposure.filter((value) => value > 0)
  if (held.length === 0) return 'Nothing was held.'
  const mean = held.reduce((sum, value) => sum + value, 0) / held.length
  return `${percent(share, 0)} of the bars held something, ${number(mean, 2)} times the equity on average and ${number(Math.max(...held), 2)} at most.`
}
