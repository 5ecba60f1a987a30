import { LoadingPage } from '#app/_ui/loading-page.tsx'
import { Loading } from '#app/_ui/panel.tsx'

export default function SettingsLoading() {
  return (
    <LoadingPage>
      <Loading title="API keys" say="Reading the keys." rows={4} />
      <Loading title="Sessions" say="Reading the sessions." rows={4} />
      <Loading title="Instruments" say="Reading the instruments." rows={20} />
    </LoadingPage>
  )
}
