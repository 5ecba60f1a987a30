'use client'

import { Failed } from '#app/_ui/panel.tsx'

/** A page that broke: the desk around it stays. */
export default function DeskError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const problem = {
    code: 'PAGE',
    message: 'Nothing is lost: engines and data do not depend on this page.',
    hint: null,
    traceId: error.digest ?? null,
    issues: [],
    retryAfter: null,
  }
  return (
    <div style={{ paddingTop: 60 }}>
      <Failed problem={problem} what="This page could not be drawn.">
        <button type="button" className="act" onClick={reset}>
          Try again
        </button>
      </Failed>
    </div>
  )
}
