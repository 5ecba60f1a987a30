import { LoadingPage } from '#app/_ui/loading-page.tsx'
import { Loading } from '#app/_ui/panel.tsx'

export default function WalkForwardsLoading() {
  return (
    <LoadingPage>
      <div className="cols wider">
        <Loading title="Studies" say="Reading the studies." rows={8} />
        <Loading title="New study" say="Reading the strategies." rows={8} />
      </div>
    </LoadingPage>
  )
}
