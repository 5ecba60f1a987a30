'use client'

import { useEffect, useState } from 'react'

/**
 * The secret that a link carries behind its `#`: it never reaches a server log, and is taken out of the address at once.
 * Undefined until the page has woken up; null when there is none.
 */
export function useFragmentToken(): string | null | undefined {
  const [token, setToken] = useState<string | null | undefined>(undefined)
  useEffect(() => {
    const text = location.hash.slice(1)
    const found = new URLSearchParams(text).get('token') ?? (text && !text.includes('=') ? text : null)
    if (found) history.replaceState(null, '', location.pathname + location.search)
    // In development effects run twice; what was found first stays.
    setToken((now) => now ?? found)
  }, [])
  return token
}
