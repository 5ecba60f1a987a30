'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { signOut } from 'next-auth/react'
import { Fragment } from 'react'
import { useDesk } from '../_data/desk.tsx'
import { isCurrent, type NavEntry, nav } from '../nav.ts'
import { number } from './format.ts'

/** The desk's table of contents; each entry carries its live figure. */
export function Rail() {
  const { overview, viewer } = useDesk()
  const path = usePathname()
  const entry = (item: NavEntry) => {
    const figure = item.figure && overview ? overview[item.figure] : null
    return (
      <Link key={item.href} href={item.href} aria-current={isCurrent(item, path) ? 'page' : undefined}>
        {item.title}
        <span>{figure ? number(figure) : ''}</span>
      </Link>
    )
  }
  const parts = [...new Set(nav.map((item) => item.part))].filter((part) => part !== 'foot')
  return (
    <>
      <nav className="rail" aria-label="Desk">
        <b>TITAN</b>
        {parts.map((part) => (
          <Fragment key={part}>
            {part && <h2 className="part">{part}</h2>}
            {nav.filter((item) => item.part === part).map(entry)}
          </Fragment>
        ))}
        <div className="foot">
          {nav.filter((item) => item.part === 'foot').map(entry)}
          <button type="button" onClick={() => void signOut({ callbackUrl: '/sign-in' })}>
            Sign out <kbd>{viewer.name}</kbd>
          </button>
        </div>
      </nav>
      <nav className="tabs" aria-label="Pages">
        {nav
          .filter((item) => item.tab)
          .map((item) => (
            <Link key={item.href} href={item.href} aria-current={isCurrent(item, path) ? 'page' : undefined}>
              {item.title}
            </Link>
          ))}
      </nav>
    </>
  )
}
