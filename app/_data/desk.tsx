'use client'

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { z } from 'zod'
import { type Overview, OverviewNow } from './overview.ts'
import { request } from './request.ts'

// The policy of the pages forbids making code from text, which zod would try.
z.config({ jitless: true })

/** How often the figures are read. What arrives in between comes over the live link. */
export const readEveryMs = 2_500

interface Desk {
  readonly overview: Overview | null
  /** Browser clock when it was read; null for what came with the page. */
  readonly readAt: number | null
  readonly viewer: { readonly name: string; readonly role: string }
}

const DeskContext = createContext<Desk | null>(null)

/** Live figures of the whole desk, read again every few seconds while somebody looks. */
export function DeskProvider(props: { overview: Overview | null; viewer: Desk['viewer']; children: ReactNode }) {
  const [desk, setDesk] = useState<Desk>({ overview: props.overview, readAt: null, viewer: props.viewer })
  useEffect(() => {
    let over = false
    const read = async () => {
      if (document.hidden) return
      const { data } = await request(OverviewNow, {})
      if (data && !over) setDesk((now) => ({ ...now, overview: data.overview, readAt: Date.now() }))
    }
    const timer = setInterval(read, readEveryMs)
    setDesk((now) => ({ ...now, readAt: Date.now() }))
    return () => {
      over = true
      clearInterval(timer)
    }
  }, [])
  return <DeskContext.Provider value={desk}>{props.children}</DeskContext.Provider>
}

export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (!desk) throw new Error('Invariant: useDesk outside of the desk')
  return desk
}

/** The browser's clock, told every `ms`; null until the page has woken up, so that server and browser agree. */
export function useNow(ms: number): number | null {
  const [now, setNow] = useState<number | null>(null)
  useEffect(() => {
    const tick = () => setNow(Date.now())
    tick()
    const timer = setInterval(tick, ms)
    return () => clearInterval(timer)
  }, [ms])
  return now
}

/** Age of the last bar in milliseconds, counted on from what the server said: clocks of two machines never meet. */
export function useBarAge(): number | null {
  const { overview, readAt } = useDesk()
  const now = useNow(1_000)
  if (overview?.lastBarAgeMs === null || overview?.lastBarAgeMs === undefined) return null
  return overview.lastBarAgeMs + (readAt === null || now === null ? 0 : Math.max(0, now - readAt))
}
