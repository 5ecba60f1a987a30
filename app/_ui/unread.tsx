import { problemOf, unreachable } from '../_data/problem.ts'
import { Failed } from './panel.tsx'

/** A page whose data could not be read: what, why, and the one way on. */
export function Unread(props: {
  errors: Parameters<typeof problemOf>[0]
  what: string
  href: string
  action?: string
}) {
  return (
    <div className="unread">
      <Failed problem={problemOf(props.errors) ?? unreachable} what={props.what}>
        <a className="act" href={props.href}>
          {props.action ?? 'Try again'}
        </a>
      </Failed>
    </div>
  )
}

type Asked = Readonly<Record<string, string | string[] | undefined>>

/** What the address of a list says, each once: where the list goes on, and what the fields of its form begin with. */
export async function listAsked(searchParams: Promise<Asked>) {
  const asked = await searchParams
  const one = (name: string) => [asked[name] ?? null].flat()[0]
  const fields = Object.fromEntries(
    Object.keys(asked).flatMap((name): [string, string][] => {
      const value = one(name)
      return value === null || name === 'after' || name === 'new' ? [] : [[name, value]]
    }),
  )
  return { after: one('after'), symbols: one('symbols'), opens: one('new'), fields }
}
export type ListProps = { readonly searchParams: Promise<Asked> }
