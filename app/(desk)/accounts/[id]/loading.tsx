import { LoadingPage } from '#app/_ui/loading-page.tsx'
import { Loading } from '#app/_ui/panel.tsx'

export default function AccountLoading() {
  return (
    <LoadingPage>
      <div className="cols wider">
        <Loading title="Equity and drawdown" say="Reading the account." height={370} />
        <Loading title="Metrics" say="Reading the figures." rows={14} />
      </div>
    </LoadingPage>
  )
}
