import type { Fault } from '#lib/fault.ts'
import { faultOf } from '../faults.ts'

/** The command did what it could and some of it failed: the answer is printed, the exit code is 1. */
export const partly = { failed: false }

let printed = false

/** Exactly one JSON document on standard output. NaN and infinities become null, typed arrays plain lists. */
export function printJson(value: unknown): void {
  printed = true
  process.stdout.write(
    `${JSON.stringify(value, (_, it) => (ArrayBuffer.isView(it) ? Array.from(it as Float64Array, (v) => (Number.isFinite(v) ? v : null)) : typeof it === 'bigint' ? it.toString() : it))}\n`,
  )
}

export type Cell = string | number | null | undefined

/** A plain table for people: words left, numbers right. */
export function printTable(heads: readonly string[], rows: readonly (readonly Cell[])[]): void {
  const text = rows.map((row) => row.map((cell) => (cell === null || cell === undefined ? '–' : String(cell))))
  const numeric = heads.map(
    (_, k) =>
      rows.length > 0 &&
      rows.every(
        (row) =>
          row[k] === null ||
          row[k] === undefined ||
          typeof row[k] === 'number' ||
          /^[−+]?[\d.,]+( %| bp)?$/.test(String(row[k])),
      ),
  )
  const widths = heads.map((head, k) => Math.max(head.length, ...text.map((row) => row[k].length)))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, k) => (numeric[k] ? cell.padStart(widths[k]) : cell.padEnd(widths[k])))
      .join('  ')
      .trimEnd()
  process.stdout.write(`${line(heads)}\n${text.map((row) => `${line(row)}\n`).join('')}`)
}

export const note = (text: string): void => void process.stderr.write(`${text}\n`)

/** A progress line that rewrites itself on a terminal and is silent otherwise. */
export function progressLine(): { show(text: string): void; end(): void } {
  const terminal = process.stderr.isTTY
  let lastAt = 0
  return {
    show(text) {
      if (!terminal || Date.now() - lastAt < 100) return
      lastAt = Date.now()
      process.stderr.write(`\r\u001B[2K${text}`)
    },
    end() {
      if (terminal) process.stderr.write('\r\u001B[2K')
    },
  }
}

export const fixed = (value: number | null | undefined, digits: number): string | null =>
  value === null || value === undefined || !Number.isFinite(value)
    ? null
    : (Object.is(Math.round(value * 10 ** digits), -0) ? 0 : value).toFixed(digits).replace('-', '\u2212')

export const percent = (value: number | null | undefined, digits = 1): string | null =>
  value === null || value === undefined ? null : `${fixed(value * 100, digits)} %`

/** What went wrong: in words on standard error, and with `--json` as the one document on standard output. */
export function printError(error: unknown, json: boolean): void {
  const fault = faultOf(error)
  const message = fault?.message ?? (error instanceof Error ? error.message : String(error))
  note(`${message}${fault?.hint ? `\n${fault.hint}` : ''}${fault ? '' : `\n${(error as Error).stack ?? ''}`}`)
  if (json) printFault(fault ? codeOf(fault) : 'INTERNAL', message, fault)
}

const codeOf = ({ kind }: Fault): string =>
  kind === 'input' ? 'BAD_USER_INPUT' : kind === 'missing' ? 'NOT_FOUND' : kind.toUpperCase()

/** An error as a document, unless the answer stands there already: it is never more than one. */
export function printFault(code: string, message: string, fault: Fault | null = null): void {
  if (!printed) printJson({ error: { code, message, hint: fault?.hint ?? null, issues: fault?.issues ?? [] } })
}
