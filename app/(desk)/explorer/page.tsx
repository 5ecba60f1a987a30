import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { Head } from '#app/_ui/head.tsx'
import { Explorer } from './explorer.tsx'

export const metadata: Metadata = { title: 'Explorer' }

export default async function Page() {
  const nonce = (await headers()).get('x-nonce') ?? ''
  return (
    <>
      <Head
        mode="API"
        line={['GraphQL at /api/graphql, HTTP and WebSocket']}
        verdict="Everything the desk can do, a program can do."
        facts={['you ask with your own rights', 'mutations are real', 'Ctrl Enter runs an operation']}
      />
      <Explorer nonce={nonce} />
    </>
  )
}
