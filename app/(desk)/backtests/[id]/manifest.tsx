import { Copy } from '#app/_ui/copy.tsx'
import { Panel } from '#app/_ui/panel.tsx'
import { wordsOf } from '#app/_ui/schema-form.ts'
import { duration } from '#app/_ui/time.ts'
import type { Backtest } from './documents.ts'

const flat = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(flat).join(', ')
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(([key, inner]) => `${wordsOf(key)} ${flat(inner)}`)
      .join(', ')
  }
  return String(value)
}

const order = [
  'dataHash',
  'codeVersion',
  'seed',
  'strategy',
  'params',
  'symbols',
  'venue',
  'timeframe',
  'source',
  'adjustment',
  'from',
  'to',
  'bars',
  'capital',
  'costs',
  'fillModel',
  'detail',
  'riskFree',
]
const place = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length)

/** What is needed to run it again and get the same bits: data, code, parameters, seed. */
export function Manifest({ run }: { run: Pick<Backtest, 'manifest' | 'request' | 'computeMs' | 'notes'> }) {
  const manifest = (run.manifest ?? run.request ?? {}) as Record<string, unknown>
  const entries = Object.entries(manifest)
    .filter(([, value]) => flat(value) !== '')
    .sort(([a], [b]) => place(a) - place(b))
  return (
    <Panel
      title={run.manifest ? 'Manifest' : 'Asked'}
      tools={<Copy text={JSON.stringify(manifest, null, 2)} word="copy as JSON" />}
      say={run.manifest ? 'Run again with these, it gives the same numbers, bit for bit.' : undefined}
    >
      <dl className="pairsof">
        {entries.map(([key, value]) => (
          <div key={key} style={{ display: 'contents' }}>
            <dt>{wordsOf(key)}</dt>
            <dd>{flat(value)}</dd>
          </div>
        ))}
        {run.computeMs !== null && (
          <>
            <dt>computed in</dt>
            <dd>{duration(run.computeMs)}</dd>
          </>
        )}
      </dl>
      {run.notes.length > 0 && (
        <ul className="note plainlist" style={{ marginTop: 10 }}>
          {run.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
