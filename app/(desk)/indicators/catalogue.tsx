import Link from 'next/link'
import { number } from '#app/_ui/format.ts'
import { Panel } from '#app/_ui/panel.tsx'
import { fieldsOf, wordsOf } from '#app/_ui/schema-form.ts'
import type { CatalogueEntry } from './documents.ts'
import { readsQuotes } from './question.ts'

/** Every indicator there is: what it takes, when it begins, and whose it is. */
export function Catalogue({ entries, series }: { entries: readonly CatalogueEntry[]; series: string | null }) {
  const address = (name: string) => `/indicators?name=${name}${series ? `&series=${series}` : ''}`
  return (
    <Panel
      title="Catalogue"
      say={`${number(entries.length)} indicators; those that read quotes are drawn where quotes are.`}
    >
      <table className="plain wraps" aria-label="Catalogue">
        <thead>
          <tr>
            <th>Indicator</th>
            <th className="wide">Kind</th>
            <th className="wide">Parameters</th>
            <th className="wide">Reads</th>
            <th className="n">Warm-up, bars</th>
            <th className="wide">Source</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.name} title={entry.seeding}>
              <td>{readsQuotes(entry) ? entry.title : <Link href={address(entry.name)}>{entry.title}</Link>}</td>
              <td className="wide s">{entry.group}</td>
              <td className="wide s">
                {fieldsOf(entry.params)
                  .map((field) => `${wordsOf(field.name)} ${field.initial}`)
                  .join(', ')}
              </td>
              <td className="wide s">{entry.inputs.map(wordsOf).join(', ')}</td>
              <td className="n">{number(entry.warmup)}</td>
              <td className="wide s">{entry.source}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
