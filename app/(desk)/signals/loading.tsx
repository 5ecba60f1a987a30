import { LoadingPage } from '#app/_ui/loading-page.tsx'
import { Loading } from '#app/_ui/panel.tsx'

export default function SignalsLoading() {
  return (
    <LoadingPage>
      <Loading title="Tape" say="Reading the last 100 signals." rows={30} />
    </LoadingPage>
  )
}
