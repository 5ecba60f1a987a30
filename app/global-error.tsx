'use client'

export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <main className="door">
          <b>TITAN</b>
          <h1>This page could not be drawn.</h1>
          <p>Nothing is lost: engines and data do not depend on this page.</p>
          <button type="button" className="act" onClick={reset}>
            Try again
          </button>
          <p className="note">{error.digest ? `trace ${error.digest}` : error.message}</p>
        </main>
      </body>
    </html>
  )
}
