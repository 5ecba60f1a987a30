import { LoadingPage } from '#app/_ui/loading-page.tsx'
import { Loading } from '#app/_ui/panel.tsx'

export default function BacktestsLoading() {
  return (
    <LoadingPage>
      <div className="cols wider">
        <Loading title="Runs" say="Reading the backtests." rows={12} />
        <Loading title="New backtest" say="Reading the strategies." rows={8} />
      </div>
    </LoadingPage>
  )
}
