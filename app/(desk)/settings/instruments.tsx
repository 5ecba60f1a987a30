'use client'

import Link from 'next/link'
import { number, plural } from '#app/_ui/format.ts'
import { whereBarsComeFrom } from '#app/_ui/head.tsx'
import { Empty, Panel } from '#app/_ui/panel.tsx'
import { dayYear } from '#app/_ui/time.ts'
import { Sim } from '#app/_ui/words.tsx'
import type { SettingsData } from './documents.ts'

/** What can be traded and what is known of it. */
export function Instruments({
  data,
  search,
  after,
}: {
  data: SettingsData
  search: string | null
  after: string | null
}) {
  const { instruments } = data
  const rows = instruments.edges.map(({ node }) => node)
  const query = search ? `&search=${encodeURIComponent(search)}` : ''
  return (
    <Panel title="Instruments" id="instruments" tools={<span>{number(instruments.totalCount)}</span>}>
      <search>
        <form className="filters" action="/settings">
          <label>
            symbol
            <input name="search" placeholder="any" defaultValue={search ?? ''} data-filter="" />
          </label>
        </form>
      </search>
      {rows.length === 0 && !search ? (
        <Empty say="There is no instrument yet." why={whereBarsComeFrom} />
      ) : rows.length === 0 ? (
        <Empty say="No instrument has that name." why="Instruments come with titan import, or with a venue.">
          <Link className="act" href="/settings">
            Show all
          </Link>
        </Empty>
      ) : (
        <table aria-label="Instruments">
          <thead>
            <tr>
              <th>Symbol</th>
              <th>Venue</th>
              <th className="wide">Kind</th>
              <th className="n wide">Tick</th>
              <th className="n wide">Lot</th>
              <th className="wide">Currency</th>
              <th className="wide">Calendar</th>
              <th>Bars</th>
              <th className="n">Count</th>
              <th className="wide">From</th>
              <th className="wide">To</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((node) => {
              const [first, ...others] = node.series
              return (
                <tr key={node.id} data-row="">
                  <td>
                    <b>{node.symbol}</b>
                    <Sim when={node.simulated} />
                  </td>
                  <td className="s">{node.venue}</td>
                  <td className="s wide">{node.kind}</td>
                  <td className="n s wide">{node.tick}</td>
                  <td className="n s wide">{node.lot}</td>
                  <td className="s wide">{node.currency}</td>
                  <td className="s wide">{node.calendar}</td>
                  <td className="s">
                    {first ? `${first.timeframe}, ${first.adjustment}` : ''}
                    {others.length > 0 && (
                      <span className="note">
                        {' '}
                        and {others.length} {plural(others.length, 'other')}
                      </span>
                    )}
                  </td>
                  <td className="n">{first ? number(first.count) : ''}</td>
                  <td className="q wide">{first?.first ? dayYear(first.first) : ''}</td>
                  <td className="q wide">{first?.last ? dayYear(first.last) : ''}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      <p className="acts">
        {after && (
          <Link className="act" href={`/settings?${query}#instruments`}>
            First
          </Link>
        )}
        {instruments.pageInfo.hasNextPage && (
          <Link
            className="act"
            href={`/settings?after=${encodeURIComponent(instruments.pageInfo.endCursor ?? '')}${query}#instruments`}
          >
            More
          </Link>
        )}
      </p>
    </Panel>
  )
}
