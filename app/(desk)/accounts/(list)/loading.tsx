import { LoadingRuns } from '#app/_ui/loading-page.tsx'

export default function AccountsLoading() {
  return <LoadingRuns title="Accounts" say="Reading the accounts." form="New account" reads="Reading the strategies." />
}
