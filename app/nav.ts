/** The table of contents of the desk: one line a page. The letter goes there after `G`. */
export interface NavEntry {
  readonly title: string
  readonly href: string
  readonly key: string
  readonly part: '' | 'Research' | 'Watch' | 'Run' | 'foot'
  /** The live figure beside the entry. */
  readonly figure?: 'pairsWatched' | 'signalsToday' | 'jobsRunning' | 'backtests'
  /** One of the five words at the foot of a phone. */
  readonly tab?: boolean
}

export const nav: readonly NavEntry[] = [
  { title: 'Overview', href: '/', key: 'o', part: '', tab: true },
  { title: 'Pairs', href: '/pairs', key: 'p', part: 'Research', figure: 'pairsWatched', tab: true },
  { title: 'Indicators', href: '/indicators', key: 'i', part: 'Research' },
  { title: 'Regimes', href: '/regimes', key: 'r', part: 'Research' },
  { title: 'Backtests', href: '/backtests', key: 'b', part: 'Research', figure: 'backtests', tab: true },
  { title: 'Accounts', href: '/accounts', key: 'c', part: 'Research' },
  { title: 'Optimisation', href: '/optimisations', key: 'm', part: 'Research' },
  { title: 'Walk-forward', href: '/walk-forward', key: 'w', part: 'Research' },
  { title: 'Signals', href: '/signals', key: 's', part: 'Watch', figure: 'signalsToday', tab: true },
  { title: 'Jobs', href: '/jobs', key: 'j', part: 'Run', figure: 'jobsRunning', tab: true },
  { title: 'Explorer', href: '/explorer', key: 'e', part: 'Run' },
  { title: 'Settings', href: '/settings', key: 't', part: 'foot' },
]

/** Whether an entry stands for the page at `path`: itself, or a page below it. */
export const isCurrent = (entry: NavEntry, path: string): boolean =>
  entry.href === '/' ? path === '/' : path === entry.href || path.startsWith(`${entry.href}/`)
