import { capital, count, list, percent, plural, ratio, ratioInterval } from '#app/_ui/format.ts'

export interface Judged {
  readonly strategy: string
  readonly symbols: readonly string[]
  readonly sharpe: number | null
  readonly sharpeCi: readonly number[] | null
  readonly totalReturn: number
  readonly trades: number
}

/** What one backtest says, with its interval: whether its Sharpe ratio can be told from zero. */
export function backtestVerdict(run: Judged): string {
  const { sharpe, sharpeCi } = run
  if (run.trades === 0) return `${list(run.symbols)} gave no trade in this period.`
  if (sharpe === null || !sharpeCi) {
    return `A return of ${percent(run.totalReturn)} in ${count(run.trades)} ${plural(run.trades, 'trade')}: too little for a Sharpe ratio.`
  }
  const [low, high] = sharpeCi
  const range = `${ratio(sharpe)} in sample, 95 % ${ratioInterval(low, high)}`
  if (low > 0) return `A Sharpe ratio of ${range}: above zero, before what it was chosen from is counted.`
  if (high < 0) return `A Sharpe ratio of ${range}. Do not trade this.`
  return `A Sharpe ratio of ${range}, cannot be told from zero.`
}

/** The verdict over all backtests that are shown. */
export function backtestsVerdict(
  runs: readonly { sharpeCi: readonly number[] | null; done: boolean }[],
  total: number,
): string {
  const done = runs.filter((run) => run.done)
  if (total === 0) return 'No backtest has run yet.'
  if (done.length === 0) return `${capital(count(total))} ${plural(total, 'backtest')}, none finished.`
  const above = done.filter((run) => run.sharpeCi && run.sharpeCi[0] > 0).length
  const what = 'a Sharpe ratio whose interval lies above zero'
  if (done.length === 1)
    return `The one ${total === 1 ? '' : 'finished '}backtest has ${above === 1 ? what : what.replace('a ', 'no ')}.`
  const seen = done.length === total ? `${count(total)} backtests` : `the ${count(done.length)} finished in view`
  return `${above === 0 ? 'None' : capital(count(above))} of ${seen} ${above <= 1 ? 'has' : 'have'} ${what}, all in sample.`
}
