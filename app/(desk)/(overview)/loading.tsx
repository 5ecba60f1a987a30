import { LoadingPage } from '#app/_ui/loading-page.tsx'
import { Loading } from '#app/_ui/panel.tsx'

export default function OverviewLoading() {
  return (
    <LoadingPage>
      <div className="cols main">
        <Loading title="Running" say="Reading the watched pairs." rows={9} />
        <Loading title="Signals" say="Reading the last signals." rows={15} />
      </div>
    </LoadingPage>
  )
}
