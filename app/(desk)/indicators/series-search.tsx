'use client'

import { useEffect, useId, useRef, useState } from 'react'
import { request } from '#app/_data/request.ts'
import { SeriesFound } from './documents.ts'
import { type Choosable, seriesOf, seriesTitle } from './question.ts'

const typingMs = 150

/** One series of bars out of all there are: what is typed is looked for, and the list under the field offers it. */
export function SeriesSearch({ initial, offered }: { initial: Choosable | null; offered: readonly Choosable[] }) {
  const id = useId()
  const [text, setText] = useState(initial ? seriesTitle(initial) : '')
  const [found, setFound] = useState<readonly Choosable[]>(offered)
  const input = useRef<HTMLInputElement>(null)
  const chosen =
    [...found, ...offered].find((one) => seriesTitle(one) === text) ??
    // A symbol typed out in full is as good as a choice from the list.
    found.find((one) => one.symbol.toLowerCase() === text.trim().toLowerCase())
  useEffect(() => {
    input.current?.setCustomValidity(chosen ? '' : 'Choose a series from the list')
  }, [chosen])
  const search = text.split(',')[0].trim()
  useEffect(() => {
    let gone = false
    const timer = setTimeout(async () => {
      const { data } = await request(SeriesFound, { search })
      if (data && !gone) setFound(seriesOf(data.instruments.edges.map(({ node }) => node)))
    }, typingMs)
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [search])
  return (
    <div className="field">
      <label htmlFor={id}>Bars</label>
      <input
        ref={input}
        id={id}
        list={`${id}l`}
        value={text}
        placeholder="part of a symbol"
        autoComplete="off"
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setText(event.target.value)}
      />
      <datalist id={`${id}l`}>
        {found.map((one) => (
          <option key={one.id} value={seriesTitle(one)} />
        ))}
      </datalist>
      <input type="hidden" name="series" value={chosen?.id ?? ''} />
    </div>
  )
}
