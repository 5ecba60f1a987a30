import type { Metadata } from 'next'
import { Door } from '../door.tsx'
import { OneTimeLink } from './one-time-link.tsx'

export const metadata: Metadata = { title: 'One-time link' }

export default function LinkPage() {
  return (
    <Door verdict="This link signs you in once.">
      <OneTimeLink />
    </Door>
  )
}
