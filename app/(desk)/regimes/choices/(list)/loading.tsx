import { LoadingRuns } from '#app/_ui/loading-page.tsx'

export default function ChoicesLoading() {
  return (
    <LoadingRuns
      title="Parameters by regime"
      say="Reading the studies."
      form="New study"
      reads="Reading the strategies."
    />
  )
}
