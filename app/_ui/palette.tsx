'use client'

import { Command } from 'cmdk'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { graphql, type ResultOf } from '../_data/graphql.ts'
import { request } from '../_data/request.ts'
import { nav } from '../nav.ts'
import { openPaletteEvent } from './hands.ts'
import { choose, themeKey, themes } from './theme.ts'
import { dayClock } from './time.ts'

const Places = graphql(`
  query Places {
    pairs(first: 100) { edges { node { id y x venue } } }
    backtests(first: 20) { edges { node { id strategy symbols createdAt } } }
  }
`)

/** Find: pages, pairs, backtests and a few acts, by typing. */
export function Palette() {
  const router = useRouter()
  const dialog = useRef<HTMLDialogElement>(null)
  const [places, setPlaces] = useState<ResultOf<typeof Places> | null>(null)
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const show = async () => {
      if (dialog.current?.open) return dialog.current.close()
      setOpen(true)
      dialog.current?.showModal()
      const { data } = await request(Places, {})
      if (data) setPlaces(data)
    }
    window.addEventListener(openPaletteEvent, show)
    return () => window.removeEventListener(openPaletteEvent, show)
  }, [])
  const then = (act: () => void) => () => {
    dialog.current?.close()
    act()
  }
  const go = (href: string) => then(() => router.push(href))
  return (
    <dialog ref={dialog} aria-label="Find" onClose={() => setOpen(false)}>
      {open && (
        <Command label="Find">
          <Command.Input autoFocus placeholder="Find a page, a pair, a backtest" />
          <Command.List>
            <Command.Empty>Nothing has that name.</Command.Empty>
            <Command.Group heading="Pages">
              {nav.map((entry) => (
                <Command.Item key={entry.href} value={`page ${entry.title}`} onSelect={go(entry.href)}>
                  {entry.title} <kbd>G {entry.key.toUpperCase()}</kbd>
                </Command.Item>
              ))}
            </Command.Group>
            {places && places.pairs.edges.length > 0 && (
              <Command.Group heading="Pairs">
                {places.pairs.edges.map(({ node }) => (
                  <Command.Item
                    key={node.id}
                    value={`pair ${node.y}/${node.x} ${node.id}`}
                    onSelect={go(`/pairs/${node.id}`)}
                  >
                    {node.y}/{node.x} <kbd>{node.venue}</kbd>
                  </Command.Item>
                ))}
              </Command.Group>
            )}
            {places && places.backtests.edges.length > 0 && (
              <Command.Group heading="Backtests">
                {places.backtests.edges.map(({ node }) => (
                  <Command.Item
                    key={node.id}
                    value={`backtest ${node.strategy} ${node.symbols.join(' ')} ${node.id}`}
                    onSelect={go(`/backtests/${node.id}`)}
                  >
                    {node.strategy}, {node.symbols.join(', ')} <kbd>{dayClock(node.createdAt)}</kbd>
                  </Command.Item>
                ))}
              </Command.Group>
            )}
            <Command.Group heading="Acts">
              <Command.Item value="scan for pairs" onSelect={go('/pairs?new=scan')}>
                Scan for pairs
              </Command.Item>
              <Command.Item value="run a backtest" onSelect={go('/backtests?new=backtest')}>
                Run a backtest
              </Command.Item>
              <Command.Item value="compare backtests" onSelect={go('/backtests/compare')}>
                Compare backtests
              </Command.Item>
              {themes.map((theme) => (
                <Command.Item key={theme} value={`theme ${theme}`} onSelect={then(() => choose(themeKey, theme))}>
                  Theme: {theme}
                </Command.Item>
              ))}
            </Command.Group>
          </Command.List>
        </Command>
      )}
    </dialog>
  )
}
