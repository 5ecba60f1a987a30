import { LoadingPage } from '#app/_ui/loading-page.tsx'
import { Loading } from '#app/_ui/panel.tsx'

export default function RegimeRunLoading() {
  return (
    <LoadingPage>
      <Loading title="Regimes on the market" say="Reading the market." height={300} />
      <Loading title="Changes" say="Reading the figures." rows={12} />
    </LoadingPage>
  )
}
