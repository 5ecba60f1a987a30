import { LoadingPage } from '#app/_ui/loading-page.tsx'
import { Loading } from '#app/_ui/panel.tsx'

export default function JobsLoading() {
  return (
    <LoadingPage>
      <div className="cols main">
        <Loading title="History" say="Reading the jobs." rows={20} />
        <Loading title="Schedules" say="Reading the schedules." rows={4} />
      </div>
    </LoadingPage>
  )
}
