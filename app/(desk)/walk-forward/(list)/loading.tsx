import { LoadingRuns } from '#app/_ui/loading-page.tsx'

export default function WalkForwardsLoading() {
  return <LoadingRuns title="Studies" say="Reading the studies." form="New study" reads="Reading the strategies." />
}
