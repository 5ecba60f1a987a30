import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

let known: string | null = null

/** Version of the code for manifests: package version and, in a checkout, the commit. */
export function codeVersion(): string {
  if (known) return known
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  let commit = ''
  try {
    commit = execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], {
      cwd: new URL('..', import.meta.url).pathname,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    // No checkout, no commit: an unpacked archive has its version alone.
  }
  known = commit ? `${version}+${commit}` : version
  return known
}
