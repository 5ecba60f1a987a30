import { LoadingPage } from '#app/_ui/loading-page.tsx'
import { Loading } from '#app/_ui/panel.tsx'

export default function IndicatorsLoading() {
  return (
    <LoadingPage>
      <div className="cols main">
        <Loading title="Indicator" say="Reading 300 bars." height={460} />
        <Loading title="Choose" say="Reading the catalogue." rows={6} />
      </div>
    </LoadingPage>
  )
}
