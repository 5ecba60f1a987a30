export interface Example {
  readonly title: string
  readonly query: string
  readonly variables?: string
}

/** Operations to begin with. Each is checked against the schema by a test. */
export const examples: readonly Example[] = [
  {
    title: 'What is going on',
    query: `# Ctrl Enter runs it.
query Overview {
  overview {
    pairsWatched
    pairsInPosition
    signalsToday
    lastBarAt
    lastBarAgeMs
    venues
  }
  viewer { user { name } role scopes }
  rateLimit { limit remaining cost resetAt }
}
`,
  },
  {
    title: 'Watched pairs',
    query: `query WatchedPairs($first: Int!) {
  pairs(first: $first, watching: true, orderBy: { field: absZ, direction: desc }) {
    totalCount
    edges {
      node {
        y
        x
        venue
        state { side z enteredAt }
        statistics { q halfLife halfLifeCi }
      }
    }
  }
}
`,
    variables: '{ "first": 10 }',
  },
  {
    title: 'Signals, live',
    query: `# Stops with the same button. Give the last cursor as "after" to go on where you left off.
subscription Signals($after: Cursor) {
  signals(after: $after) {
    cursor
    signal { y x kind side z closedAt reason simulated }
  }
}
`,
    variables: '{ "after": null }',
  },
  {
    title: 'Latest scan',
    query: `query LatestScan {
  scans(first: 1) {
    edges {
      node {
        id
        state
        pairs
        kept
        expectedFalse
        rows(first: 5) { edges { node { y x p q halfLife rejected } } }
      }
    }
  }
}
`,
  },
  {
    title: 'Scan for pairs',
    query: `mutation Scan($input: ScanInput!) {
  startScan(input: $input) { id state phase }
}
`,
    variables: '{ "input": { "venue": "SIM", "timeframe": "1s", "lags": "aic", "limits": { "qMax": 0.1 } } }',
  },
  {
    title: 'Run a backtest',
    query: `mutation Backtest($input: BacktestInput!) {
  runBacktest(input: $input) { id state }
}
`,
    variables:
      '{ "input": { "strategy": "pairs-zscore", "symbols": ["A", "B"], "venue": "SIM", "timeframe": "1s", "params": { "entry": 2 } } }',
  },
]
