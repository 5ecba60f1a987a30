'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { nav } from '../nav.ts'
import { actOf, openKeys, openKeysEvent, openPalette } from './hands.ts'

const sequenceMs = 1_500

/** The rows that J and K walk through: of the table that has the current row, else of the first one on the page. */
function rows(): HTMLElement[] {
  const current = document.querySelector<HTMLElement>('tr[data-cur]')
  const table = current?.closest('table') ?? document.querySelector('table:has(tr[data-href]), table:has(tr[data-row])')
  return table ? [...table.querySelectorAll<HTMLElement>('tr[data-href], tr[data-row]')] : []
}

function move(by: 1 | -1) {
  const list = rows()
  const at = list.findIndex((row) => row.dataset.cur !== undefined)
  const next = list[Math.max(0, Math.min(list.length - 1, at < 0 ? (by > 0 ? 0 : list.length - 1) : at + by))]
  if (!next) return
  if (at >= 0) delete list[at].dataset.cur
  next.dataset.cur = ''
  next.scrollIntoView({ block: 'nearest' })
}

const inCurrent = (selector: string) => document.querySelector<HTMLElement>(`tr[data-cur] ${selector}`)
const first = (selector: string) => document.querySelector<HTMLElement>(selector)

/** The hands of the desk: every key of the look, in one place. */
export function Keys() {
  const router = useRouter()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    let before: { key: string; at: number } | null = null
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return
      const target = event.target as HTMLElement
      const after = before && event.timeStamp - before.at < sequenceMs ? before.key : null
      before = { key: event.key, at: event.timeStamp }
      const act = actOf(
        {
          key: event.key,
          ctrl: event.ctrlKey || event.metaKey,
          alt: event.altKey,
          typing: target.matches(
            'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], .graphiql-container *',
          ),
          onControl: target.matches('a, button, summary, input, select'),
        },
        after,
      )
      if (!act || (document.querySelector('dialog[open]') && act.do !== 'find')) return
      const page = act.do === 'go' ? nav.find((entry) => entry.key === act.key) : undefined
      if (act.do === 'go') {
        before = null
        if (page) router.push(page.href)
        return
      }
      const acts: Record<typeof act.do, () => unknown> = {
        find: openPalette,
        keys: openKeys,
        down: () => move(1),
        up: () => move(-1),
        open: () => {
          const href = first('tr[data-cur]')?.dataset.href
          if (href) router.push(href)
        },
        select: () => inCurrent('[data-select]')?.click(),
        menu: () => inCurrent('button, a')?.focus(),
        table: () =>
          (
            document.activeElement?.closest('section')?.querySelector<HTMLElement>('[data-tool="table"]') ??
            first('[data-tool="table"]')
          )?.click(),
        previous: () => first('a[rel="prev"]')?.click(),
        next: () => first('a[rel="next"]')?.click(),
        filter: () => first('[data-filter]')?.focus(),
        cancel: () => (target.matches('input, select, textarea') ? target.blur() : first('[data-cancel]')?.click()),
      }
      if (act.do !== 'open' && act.do !== 'cancel') event.preventDefault()
      acts[act.do]()
    }
    const onClick = (event: MouseEvent) => {
      const target = event.target as HTMLElement
      const row = target.closest<HTMLElement>('tr[data-href]')
      if (!row?.dataset.href || target.closest('a, button, input, select, label')) return
      if (window.getSelection()?.toString()) return
      router.push(row.dataset.href)
    }
    const show = () => dialog.current?.showModal()
    window.addEventListener('keydown', onKey)
    window.addEventListener('click', onClick)
    window.addEventListener(openKeysEvent, show)
    return () => {
      window.removeEventListener('keydown', onKey)
      window.removeEventListener('click', onClick)
      window.removeEventListener(openKeysEvent, show)
    }
  }, [router])
  return (
    <dialog ref={dialog} aria-label="Keys">
      <h2>Keys</h2>
      <dl className="keys">
        {list.map(([keys, what]) => (
          <div key={keys} style={{ display: 'contents' }}>
            <dt>{keys}</dt>
            <dd>{what}</dd>
          </div>
        ))}
        {nav.map((entry) => (
          <div key={entry.key} style={{ display: 'contents' }}>
            <dt>G {entry.key.toUpperCase()}</dt>
            <dd>{entry.title}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog" className="acts">
        <button type="submit" className="act">
          Close
        </button>{' '}
        <kbd>Esc</kbd>
      </form>
    </dialog>
  )
}

const list = [
  ['Ctrl K', 'find a page, a pair, a backtest'],
  ['?', 'these keys'],
  ['J K', 'next and previous row'],
  ['Enter', 'open the row'],
  ['W', 'watch the pair of the row'],
  ['X', 'what can be done with the row'],
  ['T', 'chart as table, and back'],
  ['← →', 'in a chart: read out a point'],
  ['[ ]', 'previous and next'],
  ['/', 'filter'],
  ['Esc', 'cancel or close'],
] as const
