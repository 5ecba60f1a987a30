import { LoadingPage } from '#app/_ui/loading-page.tsx'
import { Loading } from '#app/_ui/panel.tsx'

export default function OptimisationsLoading() {
  return (
    <LoadingPage>
      <div className="cols wider">
        <Loading title="Searches" say="Reading the searches." rows={8} />
        <Loading title="New search" say="Reading the strategies." rows={8} />
      </div>
    </LoadingPage>
  )
}
