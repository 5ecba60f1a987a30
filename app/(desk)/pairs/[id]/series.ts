'use client'

import { useEffect, useRef, useState } from 'react'
import type { PairStateEvent } from '#app/_data/pair-states.ts'
import { request } from '#app/_data/request.ts'
import { type Pair, PairSeriesNow } from './documents.ts'

/** What moves with each bar: prices with the readings, and the test over windows. */
export type PairColumns = Pick<Pair, 'series' | 'rolling'>

const atLeastMs = 2_000

/**
 * The columns of a pair, read again after a new bar has told of itself, at most every two seconds. The table is the
 * truth: prices come with the same answer as spread and z, so no bar can be missing between them.
 */
export function useColumns(id: string, initial: PairColumns, event: PairStateEvent | null, last: number): PairColumns {
  const [columns, setColumns] = useState(initial)
  const readAt = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const bar = event?.barTs ?? null
  useEffect(() => {
    if (bar === null || timer.current !== null) return
    const wait = Math.max(0, atLeastMs - (Date.now() - readAt.current))
    timer.current = setTimeout(async () => {
      readAt.current = Date.now()
      timer.current = null
      if (document.hidden) return
      const { data } = await request(PairSeriesNow, { id, last })
      if (data?.pair) setColumns(data.pair)
    }, wait)
  }, [bar, id, last])
  useEffect(() => () => void (timer.current && clearTimeout(timer.current)), [])
  return columns
}
