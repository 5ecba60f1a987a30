import type { ReactNode } from 'react'
import type { Problem } from '../_data/problem.ts'
import { Copy } from './copy.tsx'

/** A heading, tools at its right, a sentence, and what it is about. No box: things belong together because they align. */
export function Panel(props: {
  title: string
  say?: ReactNode
  tools?: ReactNode
  className?: string
  id?: string
  children?: ReactNode
}) {
  return (
    <section className={props.className} id={props.id} aria-label={props.title}>
      <header>
        <h2>{props.title}</h2>
        {props.tools && <span className="tools">{props.tools}</span>}
      </header>
      {props.say && <p className="say">{props.say}</p>}
      {props.children}
    </section>
  )
}

/** The final size at once; words and hairlines appear after 200 ms. */
export function Loading({ title, say, height, rows }: { title: string; say: string; height?: number; rows?: number }) {
  return (
    <Panel title={title}>
      <div className="waiting" role="status">
        <p className="say q">{say}</p>
        {height !== undefined && <div className="plot" style={{ height }} />}
        {rows !== undefined && (
          <div className="rows">
            {Array.from({ length: rows }, (_, i) => (
              <i key={String(i)} />
            ))}
          </div>
        )}
      </div>
    </Panel>
  )
}

/** Says why there is nothing, and offers the one action that fills it. */
export function Empty({ say, why, children }: { say: string; why?: ReactNode; children?: ReactNode }) {
  return (
    <div>
      <p className="say">{say}</p>
      {why && <p className="s">{why}</p>}
      {children && <div className="acts">{children}</div>}
    </div>
  )
}

/** What happened, what to do, actions, code and trace. */
export function Failed({ problem, what, children }: { problem: Problem; what: string; children?: ReactNode }) {
  const trace = problem.traceId ? ` · trace ${problem.traceId}` : ''
  return (
    <div role="alert">
      <p className="say">
        <span className="look">●</span> {what}
      </p>
      <p className="s">
        {problem.message}
        {problem.hint && <> {problem.hint}</>}
      </p>
      {problem.issues.length > 1 && (
        <ul className="note plainlist">
          {problem.issues.map((issue) => (
            <li key={issue.path + issue.message}>
              {issue.path}: {issue.message}
            </li>
          ))}
        </ul>
      )}
      {children && <div className="acts">{children}</div>}
      <p className="note" style={{ marginTop: 8 }}>
        {problem.code}
        {trace} · <Copy text={`${problem.code}${trace} ${problem.message}`} />
      </p>
    </div>
  )
}

/** One line of an error under a form or a button. */
export function Wrong({ problem }: { problem: Problem | null }) {
  if (!problem) return null
  return (
    <p className="wrong" role="alert">
      ● {problem.message}
      {problem.hint && ` ${problem.hint}`}
      {problem.retryAfter !== null && ` Try again in ${problem.retryAfter} s.`}
    </p>
  )
}
