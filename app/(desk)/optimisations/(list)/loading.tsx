import { LoadingRuns } from '#app/_ui/loading-page.tsx'

export default function OptimisationsLoading() {
  return <LoadingRuns title="Searches" say="Reading the searches." form="New search" reads="Reading the strategies." />
}
