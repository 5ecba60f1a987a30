'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Loading, Panel } from '#app/_ui/panel.tsx'
import { examples } from './examples.ts'

/** The editor is large and only for this page: it comes when the page is opened. */
const Workbench = dynamic(() => import('./workbench.tsx').then((module) => module.Workbench), {
  ssr: false,
  loading: () => <Loading title="Editor" say="Loading the editor." height={520} />,
})

export function Explorer({ nonce }: { nonce: string }) {
  const [chosen, setChosen] = useState({ at: 0, times: 0 })
  return (
    <>
      <Panel title="Examples">
        <p className="acts" style={{ marginTop: 0 }}>
          {examples.map((example, at) => (
            <button
              key={example.title}
              type="button"
              className={at === chosen.at ? 'act strong' : 'act'}
              aria-pressed={at === chosen.at}
              onClick={() => setChosen({ at, times: chosen.times + 1 })}
            >
              {example.title}
            </button>
          ))}
        </p>
      </Panel>
      <section aria-label="Editor">
        <Workbench key={chosen.times} example={examples[chosen.at]} nonce={nonce} />
      </section>
    </>
  )
}
