#!/usr/bin/env -S MALLOC_ARENA_MAX=1 node --max-semi-space-size=4 --initial-old-space-size=32
import { Command, CommanderError } from 'commander'
import { requireNode } from '../settings.ts'
import { codeVersion } from '../version.ts'
import { nouns } from './all.ts'
import { partly, printError, printFault } from './output.ts'

/** `titan NOUN VERB`. Exit codes: 0 done, 1 refused or failed, 2 wrong usage. */
requireNode()
const program = new Command('titan')
  .description('Systematic trading from the command line. Everything the web can run, without the web.')
  .version(codeVersion())
  .showHelpAfterError('(titan --help, titan NOUN --help)')
  .exitOverride()
  .configureOutput({ writeErr: (text) => process.stderr.write(text) })
const asked = process.argv[2] ?? ''
const wanted = Object.hasOwn(nouns, asked) ? [nouns[asked]] : Object.values(nouns)
for (const load of wanted) (await load())(program)

const json = process.argv.includes('--json')
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
try {
  await program.parseAsync(process.argv)
  process.exitCode = partly.failed ? 1 : 0
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 || error.code === 'commander.helpDisplayed' ? 0 : 2
    // commander has said it in words already.
    if (json && process.exitCode === 2) printFault('BAD_USAGE', error.message.replace(/^error: /, ''))
  } else {
    printError(error, json)
    process.exitCode = 1
  }
}
