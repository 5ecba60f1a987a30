import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import type { ReactNode } from 'react'
import { Device } from '#app/_charts/device.tsx'
import { DeskProvider } from '#app/_data/desk.tsx'
import { OverviewNow } from '#app/_data/overview.ts'
import { query } from '#app/_data/query.ts'
import { currentViewer } from '#app/_data/viewer.ts'
import { Keys } from '#app/_ui/keys.tsx'
import { Palette } from '#app/_ui/palette.tsx'
import { Rail } from '#app/_ui/rail.tsx'

/** The desk around every page. Each page still asks for the viewer's rights where it reads. */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  const viewer = await currentViewer()
  if (!viewer) redirect('/sign-in')
  const [{ data }, asked] = await Promise.all([query(OverviewNow, {}), headers()])
  const phone = asked.get('sec-ch-ua-mobile') === '?1' || /\bMobi/.test(asked.get('user-agent') ?? '')
  return (
    <NuqsAdapter>
      <DeskProvider overview={data?.overview ?? null} viewer={{ name: viewer.name, role: viewer.role }}>
        <Device phone={phone}>
          <a className="skip" href="#verdict">
            Skip to the page
          </a>
          <Rail />
          <main className="desk">{children}</main>
          <Palette />
          <Keys />
        </Device>
      </DeskProvider>
    </NuqsAdapter>
  )
}
