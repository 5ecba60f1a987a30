import type { Report, ReportTable } from '#lib/contracts/reports.ts'

/** Text that Markdown would take for marks stays text. */
const plain = (text: string): string => text.replace(/[\\`*_{}[\]<>|#]/g, (one) => `\\${one}`).replace(/\s*\n\s*/g, ' ')

function tableOf({ columns, rows, shown }: ReportTable): string {
  const some = shown === undefined ? rows : rows.slice(0, shown)
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const left = rows.length - some.length
  return [
    line(columns.map(({ head }) => plain(head))),
    line(columns.map(({ numeric }) => (numeric ? '---:' : '---'))),
    ...some.map((row) => line(row.map(({ text }) => plain(text)))),
    ...(left > 0 ? ['', `${left} more rows are in the spreadsheet and in the JSON.`] : []),
  ].join('\n')
}

/** The report as Markdown: sentences and tables; a figure stands as its sentence, its numbers are in the other formats. */
export function reportMarkdown(report: Report): string {
  const parts = [
    `# ${plain(report.verdict)}`,
    `${plain(report.title)}, ${report.madeAt}`,
    report.facts.map((fact) => `- ${plain(fact)}`).join('\n'),
  ]
  for (const { title, say, blocks } of report.sections) {
    parts.push(`## ${plain(title)}`)
    if (say) parts.push(plain(say))
    for (const block of blocks) if (block.kind === 'table') parts.push(tableOf(block))
  }
  if (report.manifest) parts.push('## Manifest', `\`\`\`json\n${JSON.stringify(report.manifest, null, 2)}\n\`\`\``)
  return `${parts.join('\n\n')}\n`
}
