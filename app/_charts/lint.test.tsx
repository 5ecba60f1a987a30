import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Bar } from './bar.tsx'
import { Device } from './device.tsx'
import { EquityChart } from './equity.tsx'
import { Folds } from './folds.tsx'
import { Histogram } from './histogram.tsx'
import { IndicatorChart } from './indicator.tsx'
import { LegsChart } from './legs.tsx'
import { Logits } from './logits.tsx'
import { Multiples } from './multiples.tsx'
import { PairChart } from './pair.tsx'
import { Parallel } from './parallel.tsx'
import { Quantiles } from './quantiles.tsx'
import { RegimesChart } from './regimes.tsx'
import { Slope } from './slope.tsx'
import { Spark } from './spark.tsx'
import { Steps } from './steps.tsx'
import { Surface } from './surface.tsx'
import { equityExample, histogramExample, indicatorExample, pairExample, trendExample } from './testing/examples.ts'
import { lintSvg } from './testing/lint.ts'
import { TracksChart } from './tracks.tsx'
import { Trend } from './trend.tsx'
import { WealthChart } from './wealth.tsx'
import { Whisker } from './whisker.tsx'

const trendLow = Array.from(trendExample.values, (v) => v && v * 0.9)
const trendHigh = Array.from(trendExample.values, (v) => v && v * 1.1)

const charts: Record<string, ReactElement> = {
  equity: <EquityChart data={equityExample} label="Equity rose." inSample={false} />,
  'equity in sample': <EquityChart data={equityExample} label="Equity rose." inSample />,
  pair: <PairChart data={pairExample} label="Two trips." barMs={86_400_000} />,
  histogram: <Histogram data={histogramExample} />,
  folds: (
    <Folds
      label="Two folds."
      folds={[
        { name: 'Jan 2010', inside: [0.9, 0.95, 1], outside: [1, 0.98, 1.02], sharpeIn: 2.1, sharpeOut: -0.3 },
        { name: 'Jul 2010', inside: [0.7, 0.8, 1], outside: [1, 1.01], sharpeIn: 1, sharpeOut: null },
      ]}
    />
  ),
  multiples: (
    <Multiples
      label="Two strategies."
      lines={['trend', 'a strategy with a name that is too long to stand'].map((name, i) => ({
        ...{ name, gained: 500 * (1 - 2 * i), start: 100_000 },
        ...{ ts: equityExample.ts, values: equityExample.equity.map((v) => (i === 0 ? v : 200_000 - v)) },
      }))}
    />
  ),
  regimes: (
    <RegimesChart
      label="Calm, then stressed."
      barMs={86_400_000}
      data={{
        ts: equityExample.ts,
        level: equityExample.equity.map((v) => v / 1_000),
        regime: equityExample.ts.map((_, i) => (i < 20 ? null : Math.floor(i / 30) % 3)),
      }}
    />
  ),
  tracks: (
    <TracksChart
      label="Two tracks."
      barMs={86_400_000}
      data={{
        ts: equityExample.ts,
        lines: [
          { name: 'by regime', wealth: equityExample.equity.map((v) => v / 100_000) },
          { name: 'common set', wealth: equityExample.equity.map((v) => 2 - v / 100_000) },
        ],
        regime: equityExample.ts.map((_, i) => (i < 20 ? null : Math.floor(i / 30) % 3)),
      }}
    />
  ),
  slope: (
    <Slope
      data={[
        { name: 'Jan 2010', from: 2.1, to: -0.3 },
        { name: 'Jul 2010', from: 1.4, to: 0.2 },
        { name: 'Jan 2011', from: 0.4, to: 0.6 },
      ]}
    />
  ),
  steps: (
    <Steps
      tracks={[{ name: 'entry', values: ['1.5', '2'], chosen: ['2', '1.5', '2'] }]}
      folds={['2010-01-04', '2010-07-01', '2011-01-03']}
    />
  ),
  surface: (
    <Surface
      x="window"
      y="entry"
      data={[
        { x: 30, y: 1.5, value: 0.4 },
        { x: 60, y: 1.5, value: -0.2 },
        { x: 30, y: 2, value: 0.6 },
        { x: 60, y: 2, value: 0.1 },
      ]}
    />
  ),
  parallel: (
    <Parallel
      names={['window', 'hedge']}
      label="Three trials."
      trials={[
        { values: [30, 'fixed'], score: 0.4 },
        { values: [60, 'rolling'], score: -0.2 },
        { values: [60, 'fixed'], score: 0.1 },
      ]}
    />
  ),
  logits: <Logits histogram={[0, 2, 5, 9, 4, 1, 0]} probability={0.6} splits={252} />,
  trend: <Trend data={trendExample} barMs={86_400_000} />,
  'trend with an interval': (
    <Trend
      data={{ ...trendExample, log: false, limit: undefined, low: trendLow, high: trendHigh }}
      barMs={86_400_000}
    />
  ),
  'trend of nothing': <Trend data={{ ...trendExample, values: [] }} barMs={86_400_000} />,
  indicator: <IndicatorChart data={indicatorExample} label="At the last bar." barMs={86_400_000} />,
  spark: <Spark values={[1, 3, 2, 5]} band={[1, 4]} />,
  legs: (
    <LegsChart
      label="Two trades."
      barMs={86_400_000}
      data={{
        ts: equityExample.ts,
        legs: [
          { symbol: 'MA', close: equityExample.equity.map((v) => v / 1_000) },
          { symbol: 'V', close: equityExample.equity.map((v) => v / 2_000) },
        ],
        trades: [
          {
            entryTs: equityExample.ts[20],
            exitTs: equityExample.ts[60],
            exitKind: 'EXIT',
            legs: [
              { symbol: 'MA', quantity: 3 },
              { symbol: 'V', quantity: -4 },
            ],
          },
          {
            entryTs: equityExample.ts[90],
            exitTs: equityExample.ts[99],
            exitKind: 'STOP',
            legs: [{ symbol: 'MA', quantity: -1 }],
          },
          { entryTs: equityExample.ts[200], exitTs: null, exitKind: null, legs: [{ symbol: 'V', quantity: 1 }] },
        ],
      }}
    />
  ),
  'trend with a rule': (
    <Trend data={{ ...trendExample, log: false, limit: undefined, rule: 0.01 }} barMs={86_400_000} />
  ),
  quantiles: (
    <Quantiles
      row={{ name: 'return', points: [-0.1, 0, 0.05, 0.1, 0.2], actual: 0.07 }}
      domain={[-0.1, 0.2]}
      reference={0}
    />
  ),
  wealth: (
    <WealthChart
      label="Two runs."
      barMs={86_400_000}
      data={{
        ts: equityExample.ts,
        runs: [
          { id: 'a', name: 'first', wealth: equityExample.equity.map((v) => v / 100_000) },
          {
            id: 'b',
            name: 'a second with a name that is too long to stand',
            wealth: equityExample.equity.map(() => 1),
          },
        ],
      }}
    />
  ),
  whisker: <Whisker value={8} low={5} high={14} domain={[2, 60]} reference={2} log />,
  bar: <Bar value={-3} domain={[-5, 5]} />,
}

describe.each(Object.entries(charts))('%s', (_name, chart) => {
  it.each([false, true])('keeps the rules of the look (phone: %s)', (phone) => {
    const markup = renderToStaticMarkup(<Device phone={phone}>{chart}</Device>)
    expect(markup).toContain('<svg')
    expect(markup).not.toContain('NaN')
    expect(lintSvg(markup)).toEqual([])
  })
})

describe('charts', () => {
  it('carry their sentence as label', () => {
    expect(renderToStaticMarkup(charts.pair)).toContain('role="img" aria-label="Two trips."')
  })

  it('say when they are no result', () => {
    expect(renderToStaticMarkup(charts['equity in sample'])).toContain('in sample, not a result')
    expect(renderToStaticMarkup(charts.equity)).not.toContain('in sample, not a result')
  })

  it('stay 220 pixels tall or less per plot on a phone', () => {
    const markup = renderToStaticMarkup(
      <Device phone>
        <EquityChart data={equityExample} label="x" inSample />
      </Device>,
    )
    expect(Number(/height="([\d.]+)" viewBox/.exec(markup)?.[1])).toBeLessThanOrEqual(260)
  })
})

describe('the lint', () => {
  it.each([
    ['<svg><rect stroke="black" width="5"/></svg>', /frames the plot/],
    ['<svg><linearGradient id="a"></linearGradient></svg>', /gradients/],
    ['<svg><path filter="url(#a)"/></svg>', /filters/],
    ['<svg><path fill="#ff0000"/></svg>', /tokens/],
    ['<svg><rect y="5" height="10" data-zero="20"/></svg>', /not at zero/],
    ['<svg><path data-series="a"/></svg>', /no label/],
    ['<svg><g class="frame-y" data-low="100" data-high="0"><path d="M0,90V0"/></g></svg>', /an axis of 90/],
  ])('finds %s', (markup, finding) => expect(lintSvg(markup).join()).toMatch(finding))
})
