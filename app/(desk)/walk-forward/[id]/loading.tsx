import { LoadingPage } from '#app/_ui/loading-page.tsx'
import { Loading } from '#app/_ui/panel.tsx'

export default function StudyLoading() {
  return (
    <LoadingPage>
      <Loading title="Out-of-sample folds joined" say="Reading the study." height={300} />
      <Loading title="Folds" say="Reading the folds." rows={12} />
    </LoadingPage>
  )
}
