import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { Report, ReportFile } from '#lib/contracts/reports.ts'
import { reportHtml } from './html.ts'
import { reportJson } from './json.ts'
import { reportMarkdown } from './markdown.ts'

/** Formats that are text; what needs a library is made by the adapters. */
export const textFormats = ['html', 'md', 'json'] as const
export type TextFormat = (typeof textFormats)[number]

const makers = {
  html: { type: 'text/html; charset=utf-8', make: reportHtml },
  md: { type: 'text/markdown; charset=utf-8', make: reportMarkdown },
  json: { type: 'application/json', make: reportJson },
} as const

/** @param name of the file, without its ending. */
export const reportText = (report: Report, format: TextFormat, name: string): ReportFile => ({
  name: `${name}.${format}`,
  type: makers[format].type,
  bytes: utf8ToBytes(makers[format].make(report)),
})
