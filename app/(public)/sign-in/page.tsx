import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { currentViewer } from '#app/_data/viewer.ts'
import { Door } from '../door.tsx'
import { SignIn } from './sign-in.tsx'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | undefined>>
}) {
  if (await currentViewer()) redirect('/')
  const { from } = await searchParams
  return (
    <Door verdict="Sign in to the desk.">
      <SignIn to={from?.startsWith('/') && !from.startsWith('//') ? from : '/'} />
      <p className="note" style={{ marginTop: 24 }}>
        No password yet, or forgotten? <span className="mono">titan user link NAME</span> prints a link that signs in
        once.
      </p>
    </Door>
  )
}
