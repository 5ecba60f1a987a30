'use client'

import { createContext, type ReactNode, type RefObject, useContext, useEffect, useRef, useState } from 'react'

const phoneWidth = 350
const Phone = createContext(false)

/** Tells the charts on the server which width to draw for, so that nothing moves when the page wakes up. */
export function Device({ phone, children }: { phone: boolean; children: ReactNode }) {
  return <Phone.Provider value={phone}>{children}</Phone.Provider>
}

/** Width of an element: an estimate on the server, measured and followed in the browser. */
export function useWidth(estimate: number): [RefObject<HTMLElement | null>, number] {
  const phone = useContext(Phone)
  const ref = useRef<HTMLElement | null>(null)
  const [width, setWidth] = useState(phone ? Math.min(estimate, phoneWidth) : estimate)
  useEffect(() => {
    const element = ref.current
    if (!element) return
    const observer = new ResizeObserver(([entry]) => {
      const measured = Math.round(entry.contentRect.width)
      if (measured > 0) setWidth(measured)
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, width]
}
