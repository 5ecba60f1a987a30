'use client'

import { useState } from 'react'

/** A word that copies a text. */
export function Copy({ text, word = 'copy' }: { text: string; word?: string }) {
  const [done, setDone] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setDone(true)
    setTimeout(() => setDone(false), 2_000)
  }
  return (
    <button type="button" className="link" onClick={copy}>
      {done ? 'copied' : word}
    </button>
  )
}
