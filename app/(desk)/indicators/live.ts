'use client'

import { useEffect, useState } from 'react'
import type { Problem } from '#app/_data/problem.ts'
import { request } from '#app/_data/request.ts'
import { IndicatorNow, type IndicatorNowData } from './documents.ts'
import type { questionOf } from './question.ts'

const everyMs = 3_000

/** Bars, values and patterns, read again every three seconds while the page is looked at: bars and values come with one answer. */
export function useIndicator(
  variables: ReturnType<typeof questionOf>['variables'],
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
    const timer = setInterval(async () => {
      if (document.hidden) return
      const { data, problem } = await request(IndicatorNow, wanted)
      if (!gone) setState((before) => ({ now: data ?? before.now, problem }))
    }, everyMs)
    return () => {
      gone = true
      clearInterval(timer)
    }
  }, [asked, initial])
  return state
}
