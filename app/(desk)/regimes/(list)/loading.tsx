import { LoadingRuns } from '#app/_ui/loading-page.tsx'

export default function RegimesLoading() {
  return <LoadingRuns title="Markets" say="Reading the markets." form="New market" reads="Reading the detectors." />
}
