import type { Metadata } from 'next'
import { Door } from '../door.tsx'
import { SetUp } from './set-up.tsx'

export const metadata: Metadata = { title: 'Set up' }

export default function SetUpPage() {
  return (
    <Door verdict="Make TITAN yours.">
      <p>The first person here becomes its owner, with every right.</p>
      <SetUp />
    </Door>
  )
}
