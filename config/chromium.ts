import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** A Chromium for the browser tests: CHROMIUM_PATH, Playwright's own, the machine's, or Debian's package, installed. */
export function findChromium(): string | null {
  const known = [process.env.CHROMIUM_PATH, chromium.executablePath(), ...places].find(
    (path) => path && existsSync(path),
  )
  if (known) return known
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || spawnSync('which', ['apt-get']).status !== 0)
    return null
  process.stderr.write('Installing Debian’s chromium for the browser tests\n')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env })
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { stdio: 'ignore', env })
  return places.find((path) => existsSync(path)) ?? null
}
