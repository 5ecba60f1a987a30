import { LoadingPage } from '#app/_ui/loading-page.tsx'
import { Loading } from '#app/_ui/panel.tsx'

export default function PairLoading() {
  return (
    <LoadingPage>
      <div className="cols main">
        <Loading title="Prices, spread, position" say="Reading 500 bars of both legs." height={600} />
        <Loading title="Statistics" say="Reading the test." rows={9} />
      </div>
    </LoadingPage>
  )
}
