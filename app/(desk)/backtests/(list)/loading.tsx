import { LoadingRuns } from '#app/_ui/loading-page.tsx'

export default function BacktestsLoading() {
  return <LoadingRuns title="Runs" say="Reading the backtests." form="New backtest" reads="Reading the strategies." />
}
