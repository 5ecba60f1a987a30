'use client'

import { GraphiQL } from 'graphiql'
import { type ComponentProps, useEffect, useRef, useState } from 'react'
import type { Example } from './examples.ts'
import { fetcher } from './fetcher.ts'
import 'graphiql/style.css'
import './explorer.css'

type Theme = NonNullable<ComponentProps<typeof GraphiQL>['forcedTheme']>

const shown = (): Theme => (document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light')

/** Nothing is kept between visits: an operation may hold what should not lie about in a browser. */
const forgetful = {
  length: 0,
  getItem: () => null,
  setItem: () => {},
  removeItem: () => {},
  clear: () => {},
}

const names = {
  'graphiql-query-editor': 'Operation',
  'graphiql-editor-tool': 'Variables',
  'graphiql-response': 'Answer',
}

/** The editors come without names and, when they scroll, without a way in by keyboard: both are added as they appear. */
function nameEditors(ground: HTMLElement): () => void {
  const name = () => {
    for (const [className, label] of Object.entries(names)) {
      for (const editor of ground.querySelectorAll(`.${className} .CodeMirror`)) {
        editor.querySelector('textarea')?.setAttribute('aria-label', label)
        editor.querySelector('.CodeMirror-scroll')?.setAttribute('tabindex', '0')
      }
    }
  }
  name()
  const observer = new MutationObserver(name)
  observer.observe(ground, { childList: true, subtree: true })
  return () => observer.disconnect()
}

/** GraphiQL, served by ourselves, in the colours and letters of the desk. */
export function Workbench({ example, nonce }: { example: Example; nonce: string }) {
  const [theme, setTheme] = useState<Theme>(shown)
  useEffect(() => {
    const observer = new MutationObserver(() => setTheme(shown()))
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
    return () => observer.disconnect()
  }, [])
  const ground = useRef<HTMLDivElement>(null)
  useEffect(() => (ground.current ? nameEditors(ground.current) : undefined), [])
  // Its dialogs put a style element into the page; this is how they learn the nonce of the request.
  Object.assign(globalThis, { __webpack_nonce__: nonce })
  return (
    <div className="workbench" ref={ground}>
      <GraphiQL
        fetcher={fetcher}
        storage={forgetful}
        query={example.query}
        variables={example.variables ?? ''}
        forcedTheme={theme}
        isHeadersEditorEnabled={false}
        showPersistHeadersSettings={false}
        defaultEditorToolsVisibility={example.variables ? 'variables' : false}
      />
    </div>
  )
}
