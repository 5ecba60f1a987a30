import { LoadingPage } from '#app/_ui/loading-page.tsx'
import { Loading } from '#app/_ui/panel.tsx'

export default function ChoiceLoading() {
  return (
    <LoadingPage>
      <Loading title="Out of sample, both ways" say="Reading the study." height={330} />
      <Loading title="Windows" say="Reading the windows." rows={12} />
    </LoadingPage>
  )
}
