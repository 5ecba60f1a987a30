import { LoadingPage } from '#app/_ui/loading-page.tsx'
import { Loading } from '#app/_ui/panel.tsx'

export default function CompareLoading() {
  return (
    <LoadingPage>
      <Loading title="Equity from the same start" say="Reading the runs." height={300} />
      <Loading title="Ranking" say="Testing every two of them." rows={6} />
    </LoadingPage>
  )
}
