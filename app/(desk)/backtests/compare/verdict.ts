import { capital, count, list, plural, pValue, ratio, ratioInterval } from '#app/_ui/format.ts'

interface Run {
  readonly name: string
  readonly id: string
  readonly sharpe: number | null
  readonly sharpeCi: readonly number[] | null
}

interface Difference {
  readonly better: string
  readonly worse: string
  readonly pHolm: number
}

const level = 0.05

/** Which run is best, and whether it can be told from the others. `runs` best first. */
export function compareVerdict(runs: readonly Run[], differences: readonly Difference[]): string {
  const [best, ...others] = runs
  if (!best) return 'Choose two to eight finished backtests, and they are put side by side.'
  if (best.sharpe === null) return 'None of these runs has returns that vary: there is no Sharpe ratio to compare.'
  const own = best.sharpeCi ? `, 95 % ${ratioInterval(best.sharpeCi[0], best.sharpeCi[1])}` : ''
  if (others.length === 0)
    return `${capital(best.name)} has a Sharpe ratio of ${ratio(best.sharpe)}${own}. Choose another to compare.`
  const tests = differences.filter(({ better }) => better === best.id)
  const beaten = others.filter(({ id }) => tests.some(({ worse, pHolm }) => worse === id && pHolm < level))
  const lead = `${capital(best.name)} has the largest Sharpe ratio, ${ratio(best.sharpe)}${own}`
  const [low, high] = best.sharpeCi ?? [1, 1]
  const zero = high < 0 ? ', all of it below zero' : low <= 0 ? ', and cannot be told from zero' : ''
  if (beaten.length === 0)
    return `${lead}${zero}; it cannot be told from ${others.length === 1 ? 'the other' : `the other ${count(others.length)}`}.`
  const rest = others.length - beaten.length
  if (rest === 0)
    return `${lead}${zero}; it is better than ${others.length === 1 ? 'the other' : `all other ${count(others.length)}`} by more than chance.`
  return `${lead}${zero}; it is better than ${list(beaten.map(({ name }) => name))} by more than chance, but cannot be told from the other ${rest === 1 ? 'one' : count(rest)}.`
}

/** What the table of differences says. */
export function differencesSentence(differences: readonly Difference[]): string {
  const real = differences.filter(({ pHolm }) => pHolm < level)
  const least = Math.min(...differences.map(({ pHolm }) => pHolm))
  const n = differences.length
  if (n === 0) return 'No two of these runs have enough bars in common to be tested.'
  if (real.length === 0)
    return `${n === 1 ? 'The difference is' : `None of ${count(n)} differences is`} ${n === 1 ? 'not ' : ''}larger than chance makes; the smallest p is ${pValue(least)}.`
  return `${count(real.length).replace(/^./, (c) => c.toUpperCase())} of ${count(n)} ${plural(n, 'difference')} ${real.length === 1 ? 'is' : 'are'} larger than chance makes, with the number of questions counted.`
}
