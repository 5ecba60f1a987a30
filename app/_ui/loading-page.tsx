import type { ReactNode } from 'react'

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
