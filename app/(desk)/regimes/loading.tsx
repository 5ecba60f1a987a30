import { LoadingPage } from '#app/_ui/loading-page.tsx'
import { Loading } from '#app/_ui/panel.tsx'

export default function RegimesLoading() {
  return (
    <LoadingPage>
      <div className="cols wider">
        <Loading title="Markets" say="Reading the markets." rows={8} />
        <Loading title="New market" say="Reading the detectors." rows={8} />
      </div>
    </LoadingPage>
  )
}
