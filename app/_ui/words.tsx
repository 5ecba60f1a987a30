'use client'

import { useDesk } from '../_data/desk.tsx'
import { useLink } from '../_data/tape.ts'

/** Long in blue, short in orange, flat in grey: the colour sits on the word, the figures stay ink. */
export function Side({ side }: { side: string }) {
  return <span className={side === 'long' ? 'up' : side === 'short' ? 'down' : 'q'}>{side}</span>
}

/** What a signal said: an entry by its side, an exit as a word, a stop in the accent. */
export function Said({ kind, side }: { kind: string; side: string }) {
  if (kind === 'STOP') return <span className="look">stop</span>
  if (kind === 'EXIT') return <span>exit</span>
  if (kind === 'REBALANCE') return <span className="s">rebalance</span>
  return <Side side={side} />
}

const words = { live: 'live', connecting: 'connecting', resting: 'resting', lost: 'link lost, coming back' } as const

/** How the live link stands, in words. */
export function LinkWord() {
  const state = useLink()
  return <span className={state === 'lost' ? 'look' : ''}>{words[state]}</span>
}

/** Marks what comes from the simulated venue. */
export function Sim({ when }: { when: boolean }) {
  return when ? <span className="note"> SIM</span> : null
}

/** Says whose it is, when it is not the viewer's own. */
export function Whose({ name }: { name: string }) {
  const { viewer } = useDesk()
  return name === viewer.name ? null : <span className="note wide"> {name}</span>
}
