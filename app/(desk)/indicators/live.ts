'use client'

import { useEffect, useState } from 'react'
import { listenToBars } from '#app/_data/bars.ts'
import type { Problem } from '#app/_data/problem.ts'
import { request } from '#app/_data/request.ts'
import { IndicatorNow, type IndicatorNowData } from './documents.ts'
import type { questionOf } from './question.ts'

const atLeastMs = 1_000

/**
 * Bars, values and patterns, read again after a bar of the series has told of itself, at most once a second: bars and
 * values come with one answer, so none can be missing between them.
 */
export function useIndicator(
  variables: ReturnType<typeof questionOf>['variables'],
  seriesId: number | null,
  initial: IndicatorNowData | null,
): { now: IndicatorNowData | null; problem: Problem | null } {
  const [state, setState] = useState<{ now: IndicatorNowData | null; problem: Problem | null }>({
    now: initial,
    problem: null,
  })
  const asked = JSON.stringify(variables)
  useEffect(() => {
    const wanted = JSON.parse(asked) as typeof variables
    if (!wanted || initial === null) return
    let gone = false
    let timer: ReturnType<typeof setTimeout> | null = null
    let readAt = 0
    const read = async () => {
      readAt = Date.now()
      timer = null
      if (document.hidden) return
      const { data, problem } = await request(IndicatorNow, wanted)
      if (!gone) setState((before) => ({ now: data ?? before.now, problem }))
    }
    const leave = listenToBars(wanted.instrumentId, (bar) => {
      if (bar !== null && bar.seriesId !== seriesId) return
      timer ??= setTimeout(() => void read(), Math.max(0, atLeastMs - (Date.now() - readAt)))
    })
    return () => {
      gone = true
      leave()
      if (timer !== null) clearTimeout(timer)
    }
  }, [asked, seriesId, initial])
  return state
}
