import { LoadingPage } from '#app/_ui/loading-page.tsx'
import { Loading } from '#app/_ui/panel.tsx'

export default function PairsLoading() {
  return (
    <LoadingPage>
      <div className="cols main">
        <Loading title="What chance alone would give" say="Reading the latest scan." height={140} />
        <Loading title="From tested to kept" say="Counting." rows={5} />
      </div>
      <Loading title="Pairs" say="Reading the tested pairs." rows={30} />
    </LoadingPage>
  )
}
