'use client'

import { useState } from 'react'
import { Empty, Panel } from '#app/_ui/panel.tsx'
import { barTime } from '#app/_ui/time.ts'
import type { IndicatorNowData, IndicatorsData } from './documents.ts'
import { announced, patternsSentence } from './patterns.ts'

const shown = 20

/** The candlestick patterns in view, newest first, all of them or those of one name. */
export function Patterns(props: {
  seen: IndicatorNowData['patterns']
  names: IndicatorsData['patternNames']
  barMs: number
}) {
  const { seen, names, barMs } = props
  const [name, setName] = useState('')
  const fitting = seen.filter((mark) => name === '' || mark.name === name)
  const newest = fitting.slice(-shown).reverse()
  const counts = Map.groupBy(seen, (mark) => mark.name)
  return (
    <Panel
      title="Patterns"
      say={patternsSentence(seen)}
      tools={fitting.length > shown ? <span>the last {shown}</span> : undefined}
    >
      <search className="filters">
        <label>
          pattern
          <select value={name} data-filter="" onChange={(event) => setName(event.target.value)}>
            <option value="">any</option>
            {names.map((one) => (
              <option key={one.name} value={one.name}>
                {one.title}
                {counts.has(one.name) ? `, ${counts.get(one.name)?.length}` : ''}
              </option>
            ))}
          </select>
        </label>
      </search>
      {newest.length === 0 ? (
        <Empty
          say={name === '' ? 'No pattern is in view.' : 'This pattern is not in view.'}
          why="Patterns need bars with open, high and low; the chart shows the newest 300 bars."
        />
      ) : (
        <table className="plain" aria-label="Patterns">
          <thead>
            <tr>
              <th>Bar, UTC</th>
              <th>Pattern</th>
              <th>Said to announce</th>
            </tr>
          </thead>
          <tbody>
            {newest.map((mark) => (
              <tr key={`${mark.ts} ${mark.name}`}>
                <td className="s">{barTime(mark.ts, barMs)}</td>
                <td>{mark.title}</td>
                <td className={mark.direction > 0 ? 'up' : mark.direction < 0 ? 'down' : 'q'}>
                  {announced(mark.direction)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  )
}
