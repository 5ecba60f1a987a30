import { existsSync, readFileSync } from 'node:fs'
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
interface Suite {
  readonly suites?: readonly Suite[]
  readonly specs?: readonly {
    readonly file: string
    readonly title: string
    readonly tests: readonly {
      readonly status: string
      readonly results: readonly { readonly error?: { message?: string } }[]
    }[]
  }[]
}

/** Specs that failed, also those that passed when tried again: one line each, the last thing that is printed. */
function unsteady(): string[] {
  const path = join(root, 'test-results/results.json')
  if (!existsSync(path)) return []
  const lines: string[] = []
  const read = (suite: Suite): void => {
    for (const { file, title, tests } of suite.specs ?? [])
      for (const { status, results } of tests) {
        if (status !== 'unexpected' && status !== 'flaky') continue
        const reason = results.find(({ error }) => error)?.error?.message ?? ''
        const plain = reason.replaceAll(/\u001b\[[0-9;]*m/g, '').replaceAll(/\s+/g, ' ')
        lines.push(`${status === 'flaky' ? 'flaky' : 'failed'}: ${file}, ${title}: ${plain.slice(0, 240)}`)
      }
    for (const inner of suite.suites ?? []) read(inner)
  }
  read(JSON.parse(readFileSync(path, 'utf8')) as Suite)
  return lines
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
  for (const line of unsteady()) process.stderr.write(`${line}\n`)
} finally {
  await house.stop()
  house.remove()
}
process.exit(code)
