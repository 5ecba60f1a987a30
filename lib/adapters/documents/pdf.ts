import PdfDocument from 'pdfkit'
import type { Report, ReportDrawing, ReportTable, ReportTone } from '#lib/contracts/reports.ts'

const page = { width: 595.28, height: 841.89, margin: 48 }
const room = page.width - 2 * page.margin
const colours = { ink: '#191815', quiet: '#6b675f', hair: '#dedad0', mark: '#8a867c', band: '#e8e6e0' }
const fonts = { text: 'Helvetica', bold: 'Helvetica-Bold', voice: 'Times-Roman' }
const strokes: Record<ReportTone, { colour: string; width: number; dash?: number }> = {
  main: { colour: colours.ink, width: 1 },
  context: { colour: colours.mark, width: 0.8 },
  band: { colour: colours.band, width: 0 },
  hair: { colour: colours.hair, width: 0.7 },
  axis: { colour: colours.mark, width: 0.7 },
  dashed: { colour: colours.mark, width: 0.9, dash: 2 },
}
const rowHeight = 14
const [small, fine] = [9, 8]

/** The letters every reader of PDF has (Windows-1252): the true minus is written as its dash, Greek by its name. */
const letters: Readonly<Record<string, string>> = {
  '−': '–',
  α: 'alpha',
  β: 'beta',
  σ: 'sigma',
  ρ: 'rho',
  μ: 'mu',
  '≥': '>=',
  '≤': '<=',
  '→': '->',
  '\u202f': ' ',
}
export const printable = (text: string): string =>
  text.replace(/[^\x20-\x7e\xa0-\xff–—‘’“”•…€]/g, (one) => letters[one] ?? '?')

type Document = InstanceType<typeof PdfDocument>

/** The report on A4: sentences, pictures as lines, tables; the same run gives the same file. */
export async function reportPdf(report: Report): Promise<Uint8Array> {
  const doc = new PdfDocument({
    size: [page.width, page.height],
    margin: page.margin,
    bufferPages: true,
    info: { Title: printable(report.title), Creator: 'TITAN', CreationDate: new Date(report.madeAt) },
  })
  const chunks: Uint8Array[] = []
  const done = new Promise<void>((resolve, reject) => {
    doc.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    doc.on('end', resolve)
    doc.on('error', reject)
  })
  say(doc, `${report.title}, ${report.madeAt}`, { font: fonts.text, size: fine, colour: colours.quiet })
  say(doc, report.verdict, { font: fonts.voice, size: 20, colour: colours.ink, after: 4 })
  say(doc, report.facts.join('  •  '), { font: fonts.text, size: small, colour: colours.quiet, after: 10 })
  for (const section of report.sections) {
    // A heading never stands alone at the foot of a page.
    needs(doc, 120)
    doc.y += 10
    say(doc, section.title, { font: fonts.bold, size: 11, colour: colours.ink, after: 2 })
    if (section.say) say(doc, section.say, { font: fonts.voice, size: 11.5, colour: colours.ink, after: 6 })
    for (const block of section.blocks) {
      if (block.kind === 'figure') draw(doc, block.drawing)
      else tabulate(doc, block)
    }
  }
  if (report.manifest) {
    needs(doc, 120)
    doc.y += 10
    say(doc, 'Manifest', { font: fonts.bold, size: 11, colour: colours.ink, after: 2 })
    for (const [key, value] of Object.entries(report.manifest)) {
      const text = `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`
      say(doc, text, { font: fonts.text, size: fine, colour: colours.quiet })
    }
  }
  number(doc)
  doc.end()
  await done
  return Buffer.concat(chunks)
}

interface Voice {
  readonly font: string
  readonly size: number
  readonly colour: string
  readonly after?: number
}

function say(doc: Document, text: string, { font, size, colour, after = 2 }: Voice): void {
  doc.font(font).fontSize(size).fillColor(colour).text(printable(text), page.margin, doc.y, { width: room })
  doc.y += after
}

/** A new page when so much does not fit any more. */
function needs(doc: Document, height: number): void {
  if (doc.y + height > page.height - page.margin) doc.addPage()
}

function draw(doc: Document, drawing: ReportDrawing): void {
  const scale = room / drawing.width
  const height = drawing.height * scale
  needs(doc, height + 6)
  const top = doc.y
  const at = ([x, y]: readonly [number, number]) => [page.margin + x * scale, top + y * scale] as const
  for (const mark of drawing.marks) {
    if (mark.kind === 'text') {
      const size = Math.max(6.5, mark.size * scale)
      const colour = mark.tone === 'ink' ? colours.ink : mark.tone === 'quiet' ? colours.quiet : colours.hair
      doc
        .font(mark.tone === 'watermark' ? fonts.voice : fonts.text)
        .fontSize(size)
        .fillColor(colour)
      const text = printable(mark.text)
      const shift = { start: 0, middle: 0.5, end: 1 }[mark.anchor] * doc.widthOfString(text)
      const [x, y] = at([mark.x, mark.y])
      doc.text(text, x - shift, y - 0.8 * size, { lineBreak: false })
      continue
    }
    if (mark.points.length < 2) continue
    for (const [i, point] of mark.points.entries()) {
      const [x, y] = at(point)
      if (i === 0) doc.moveTo(x, y)
      else doc.lineTo(x, y)
    }
    const { colour, width, dash } = strokes[mark.tone]
    if (mark.kind === 'area') doc.closePath().fill(colour)
    else {
      if (dash) doc.dash(dash, { space: 3 })
      else doc.undash()
      doc.lineWidth(width).strokeColor(colour).stroke()
    }
  }
  doc.undash()
  doc.x = page.margin
  doc.y = top + height + 6
}

/** Columns as wide as their words, all together as wide as the page. */
function widths(doc: Document, { columns, rows }: ReportTable, shown: number): number[] {
  doc.font(fonts.text).fontSize(fine)
  const wanted = columns.map((column, i) =>
    Math.max(
      doc.widthOfString(printable(column.head)),
      ...rows.slice(0, Math.min(60, shown)).map((row) => doc.widthOfString(printable(row[i]?.text ?? ''))),
    ),
  )
  const gaps = 10 * columns.length
  const total = wanted.reduce((sum, one) => sum + one, 0)
  const scale = Math.min(1, (room - gaps) / Math.max(1, total))
  return wanted.map((one) => one * scale + 10)
}

function tabulate(doc: Document, table: ReportTable): void {
  const { columns, rows } = table
  const shown = Math.min(rows.length, table.shown ?? rows.length)
  const width = widths(doc, table, shown)
  const line = (cells: readonly string[], colour: string) => {
    const y = doc.y
    let x = page.margin
    doc.font(fonts.text).fontSize(fine).fillColor(colour)
    for (const [i, text] of cells.entries()) {
      const cell = { width: width[i] - 10, height: rowHeight - 3, ellipsis: true, lineBreak: false } as const
      const clipped = clip(doc, printable(text), cell.width)
      const shift = columns[i].numeric ? cell.width - doc.widthOfString(clipped) : 0
      doc.text(clipped, x + Math.max(0, shift), y, { lineBreak: false })
      x += width[i]
    }
    doc.x = page.margin
    doc.y = y + rowHeight
  }
  const head = () => {
    line(
      columns.map((column) => column.head),
      colours.quiet,
    )
    const end = page.margin + width.reduce((sum, one) => sum + one, 0)
    doc
      .moveTo(page.margin, doc.y - 3)
      .lineTo(end, doc.y - 3)
      .lineWidth(0.6)
      .strokeColor(colours.hair)
      .stroke()
  }
  needs(doc, 3 * rowHeight)
  head()
  for (const row of rows.slice(0, shown)) {
    if (doc.y + rowHeight > page.height - page.margin) {
      doc.addPage()
      head()
    }
    line(
      row.map(({ text }) => text),
      colours.ink,
    )
  }
  if (shown < rows.length) {
    needs(doc, rowHeight)
    const more = `${rows.length - shown} more rows are in the spreadsheet and in the JSON.`
    say(doc, more, { font: fonts.text, size: fine, colour: colours.quiet })
  }
  doc.y += 6
}

function clip(doc: Document, text: string, width: number): string {
  if (doc.widthOfString(text) <= width + 0.01) return text
  let end = text.length
  while (end > 1 && doc.widthOfString(`${text.slice(0, end)}…`) > width) end--
  return `${text.slice(0, end)}…`
}

/** Page n of m at the foot of each. */
function number(doc: Document): void {
  const { start, count } = doc.bufferedPageRange()
  for (let i = start; i < start + count; i++) {
    doc.switchToPage(i)
    doc.page.margins.bottom = 0
    doc
      .font(fonts.text)
      .fontSize(7)
      .fillColor(colours.quiet)
      .text(`${i - start + 1} of ${count}`, page.margin, page.height - 30, {
        width: room,
        align: 'right',
        lineBreak: false,
      })
  }
}
