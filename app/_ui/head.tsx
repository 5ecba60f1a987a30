'use client'

import { Fragment, type ReactNode } from 'react'
import { readEveryMs, useBarAge, useDesk } from '../_data/desk.tsx'
import { openKeys, openPalette } from './hands.ts'
import { age, barTime, duration } from './time.ts'

/** Twice the expected interval without a bar is stale; the time that reading the age itself may take is forgiven. */
export const isStale = (ageMs: number | null, expectedMs: number | null | undefined): boolean =>
  ageMs !== null && expectedMs !== null && expectedMs !== undefined && ageMs > 2 * expectedMs + 2 * readEveryMs

/** Where bars come from, in words. */
export const venueWords = (venues: readonly string[]): string =>
  venues.length === 0 ? 'no venue yet' : venues.map((venue) => (venue === 'SIM' ? 'simulated venue' : venue)).join(', ')

/** What kind of data a page shows, in capitals: nothing yet, the simulated market, or the world. */
export const modeOf = (venues: readonly string[], simulated: boolean): string =>
  venues.length === 0 ? 'no data' : simulated ? 'SIM' : 'live data'

/** What brings bars where there are none. */
export const whereBarsComeFrom = 'titan import FILES brings real bars; without TITAN_SIM=off a simulated market runs.'

/** Status line, verdict and facts: the page speaks first. */
export function Head(props: {
  /** What kind of data the page shows: SIM wherever they are simulated. */
  mode: string
  line?: readonly ReactNode[]
  /** Show the time and age of the last bar. */
  live?: boolean
  verdict: string
  facts?: readonly ReactNode[]
}) {
  return (
    <>
      <div className="line">
        <span className="mode">{props.mode}</span>
        {props.line?.map((item, i) => (
          <span key={String(i)} className={i > 0 ? 'item wide' : 'item'}>
            {item}
          </span>
        ))}
        {props.live && <LastBar />}
        <button type="button" className="to-right wide" onClick={openPalette}>
          Find <kbd>Ctrl K</kbd>
        </button>
        <button type="button" className="wide" onClick={openKeys}>
          Keys <kbd>?</kbd>
        </button>
        <button type="button" className="phone to-right" onClick={openPalette}>
          Find
        </button>
      </div>
      <h1 id="verdict">{props.verdict}</h1>
      <p className="facts">
        {props.facts?.map((fact, i) => (
          <Fragment key={String(i)}>
            <span>{fact}</span>{' '}
          </Fragment>
        ))}
      </p>
    </>
  )
}

function LastBar() {
  const { overview } = useDesk()
  const ageMs = useBarAge()
  if (!overview?.lastBarAt) return <span>no bar yet</span>
  const expected = overview.expectedBarMs ?? 60_000
  if (isStale(ageMs, expected)) {
    return (
      <span className="look">
        ● last bar {barTime(overview.lastBarAt, expected)} UTC, {age(ageMs)}, expected every {duration(expected)}
      </span>
    )
  }
  return (
    <span suppressHydrationWarning>
      bar {barTime(overview.lastBarAt, expected)} UTC<span className="wide">, {age(ageMs)}</span>
    </span>
  )
}
