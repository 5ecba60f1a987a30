import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from '#db/client.ts'
import { createSignInLink } from '#db/queries/links.ts'
import { hasOwner } from '#db/queries/users.ts'
import type { Settings } from './settings.ts'

/** Where the house that was started last answers: it may have been given another port than the commands know of. */
export const addressFile = (home: string): string => join(home, 'web-address')

/** Address for links: the public one, else that of the running house, else the one of the settings. */
export function webAddress({ TITAN_HOME, TITAN_ORIGINS, TITAN_WEB_PORT }: AddressSettings): string {
  if (TITAN_ORIGINS[0]) return TITAN_ORIGINS[0]
  try {
    return readFileSync(addressFile(TITAN_HOME), 'utf8').trim()
  } catch {
    return `http://127.0.0.1:${TITAN_WEB_PORT}`
  }
}

type AddressSettings = Pick<Settings, 'TITAN_HOME' | 'TITAN_ORIGINS' | 'TITAN_WEB_PORT'>

/**
 * While there is no owner: a one-time link that makes one. It goes to a terminal, or into a 0600 file when there is
 * none, and never to a log. The token stands in the fragment of the address, which browsers do not send.
 */
export async function offerOwnerLink({
  url,
  address,
  home,
  say,
}: {
  url: string
  address: string
  home: string
  say: (text: string) => void
}): Promise<void> {
  const connection = connect(url, { max: 1, name: 'titan-owner-link' })
  const file = join(home, 'owner-link')
  try {
    rmSync(file, { force: true })
    if (await hasOwner(connection.db)) return
    const link = `${address}/set-up#${await createSignInLink(connection.db, { purpose: 'owner' })}`
    if (process.stderr.isTTY) {
      say(
        `\nOpen this once, within 15 minutes, to become its owner:\n\n    ${link}\n\nAnother one: npm run -s titan -- user link\n`,
      )
      return
    }
    writeFileSync(file, `${link}\n`, { mode: 0o600 })
    say(`A one-time link for its owner is in ${file} (15 minutes). Another one: npm run -s titan -- user link`)
  } finally {
    await connection.close()
  }
}
