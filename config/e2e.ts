import { join } from 'node:path'
import { findChromium } from './chromium.ts'
import { drillHouse } from './drill.ts'
import { startHouse } from './house.ts'
import { root, runStep } from './steps.ts'

/** `npm run test:e2e -- [playwright arguments]`: the running product in a real browser. */
const browser = findChromium()
if (!browser) {
  process.stderr.write(
    'The browser tests need Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.\n',
  )
  process.exit(1)
}
const house = await startHouse()
let code = 1
try {
  code = await runStep({
    name: 'browser tests',
    run: [
      join(root, 'node_modules/@playwright/test/cli.js'),
      'test',
      '--config',
      'config/playwright.config.ts',
      ...process.argv.slice(2),
    ],
    env: {
      TITAN_E2E_URL: house.url,
      TITAN_E2E_LINK: house.ownerLink,
      TITAN_E2E_HOME: house.place.home,
      CHROMIUM_PATH: browser,
    },
  })
  if (code === 0 && process.argv.length === 2) await drillHouse(house)
  if (code !== 0) process.stderr.write(`What TITAN said meanwhile:\n${house.output().slice(-4_000)}\n`)
} finally {
  await house.stop()
  house.remove()
}
process.exit(code)
