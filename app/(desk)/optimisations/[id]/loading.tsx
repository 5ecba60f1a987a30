import { LoadingPage } from '#app/_ui/loading-page.tsx'
import { Loading } from '#app/_ui/panel.tsx'

export default function SearchLoading() {
  return (
    <LoadingPage>
      <Loading title="All parameters" say="Reading the search." height={300} />
      <Loading title="Overfitting" say="Reading the trials." rows={12} />
    </LoadingPage>
  )
}
