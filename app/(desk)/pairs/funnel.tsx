import { Panel } from '#app/_ui/panel.tsx'
import { type ScanCounts, scanSteps } from './scan.ts'

/** How few of many are left, and why. */
export function Funnel({ counts, qMax }: { counts: ScanCounts; qMax: number }) {
  const steps = scanSteps(counts, qMax)
  return (
    <Panel title="From tested to kept">
      <dl className="keyfigures">
        {steps.map(([n, words], i) => {
          const last = i === steps.length - 1 ? 'last' : undefined
          return (
            <div key={words} style={{ display: 'contents' }}>
              <dt className={last}>{n}</dt>
              <dd className={last}>{words}</dd>
            </div>
          )
        })}
      </dl>
    </Panel>
  )
}
