'use client'

import { signIn } from 'next-auth/react'
import { useState } from 'react'
import { useFragmentToken } from '#app/_ui/fragment.ts'

/** A button, not a redirect: programs that open links to look at them must not use this one up. */
export function OneTimeLink() {
  const token = useFragmentToken()
  const [state, setState] = useState<'ready' | 'busy' | 'refused'>('ready')
  const enter = async () => {
    setState('busy')
    const answer = await signIn('link', { redirect: false, token: token ?? '' }).catch(() => undefined)
    if (answer?.ok) location.assign('/')
    else setState('refused')
  }
  if (token === null) return <p>The address has no token: copy the whole link, the part behind # too.</p>
  if (state === 'refused') {
    return (
      <>
        <p role="alert">
          <span className="look">●</span> The link is used up or older than 15 minutes.
        </p>
        <p>
          <span className="mono">titan user link NAME</span> makes another.
        </p>
      </>
    )
  }
  return (
    <div className="acts">
      <button type="button" className="act" onClick={enter} disabled={token === undefined || state === 'busy'}>
        {state === 'busy' ? 'Signing in' : 'Sign in'}
      </button>
    </div>
  )
}
