import type { ReactNode } from 'react'
import { Loading } from './panel.tsx'

/** The head of a page that is being read, at its final size. */
export function LoadingPage({ children }: { children: ReactNode }) {
  return (
    <>
      <div className="line">
        <span>&nbsp;</span>
      </div>
      <h1 id="verdict">&nbsp;</h1>
      <p className="facts">&nbsp;</p>
      {children}
    </>
  )
}

/** A list of runs with the form of a new one beside it, while both are read. */
export const LoadingRuns = ({
  title,
  say,
  form,
  reads,
}: {
  title: string
  say: string
  form: string
  reads: string
}) => (
  <LoadingPage>
    <div className="cols wider">
      <Loading title={title} say={say} rows={12} />
      <Loading title={form} say={reads} rows={8} />
    </div>
  </LoadingPage>
)
