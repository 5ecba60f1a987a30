import type { ReactNode } from 'react'

/** A page before the desk: name, verdict, one thing to do. */
export function Door({ verdict, children }: { verdict: string; children: ReactNode }) {
  return (
    <main className="door">
      <b>TITAN</b>
      <h1>{verdict}</h1>
      {children}
    </main>
  )
}
