import type { Report, ReportDrawing, ReportFigure, ReportMark, ReportTable } from '#lib/contracts/reports.ts'

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (one) => escapes[one])

const style = `
:root{--paper:#fcfbf8;--hair:#dedad0;--mark:#8a867c;--ink-3:#6b675f;--ink-2:#4a4741;--ink:#191815;--band:rgba(25,24,21,.1)}
@media (prefers-color-scheme:dark){:root{--paper:#141412;--hair:#302e2a;--mark:#7b776d;--ink-3:#98948a;--ink-2:#b9b5aa;--ink:#ebe8e0;--band:rgba(235,232,224,.14)}}
@media print{:root{--paper:#fff}section{break-inside:avoid}}
*{box-sizing:border-box}
body{margin:40px auto;max-width:960px;padding:0 24px;background:var(--paper);color:var(--ink);font:14px/22px "Source Sans 3",system-ui,sans-serif;font-variant-numeric:tabular-nums lining-nums}
h1{font:400 27px/33px "Source Serif 4",Georgia,serif;margin:0 0 6px;text-wrap:balance}
h2{font-size:14px;line-height:22px;font-weight:650;margin:36px 0 4px}
.say{font:400 17px/23px "Source Serif 4",Georgia,serif;margin:0 0 12px;max-width:46em}
.quiet,.facts{color:var(--ink-3)}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;margin:0 0 14px}
th{font-size:12px;line-height:16px;font-weight:400;color:var(--ink-3);text-align:left;border-bottom:1px solid var(--hair);padding:0 16px 5px 0}
td{padding:0 16px 0 0;height:24px;white-space:nowrap}
tbody tr:nth-child(5n) td{border-bottom:1px solid var(--hair)}
.n{text-align:right}
svg{display:block;max-width:100%;height:auto;overflow:visible;margin:0 0 14px}
svg text{font-family:"Source Sans 3",system-ui,sans-serif;fill:var(--ink-3)}
svg .ink{fill:var(--ink)}svg .watermark{font-family:"Source Serif 4",Georgia,serif;fill:var(--mark);opacity:.5}
path{fill:none;stroke:var(--ink);stroke-width:1.25}
.context{stroke:var(--mark);stroke-width:1}.hair{stroke:var(--hair);stroke-width:1}.axis{stroke:var(--mark);stroke-width:1}
.dashed{stroke:var(--mark);stroke-dasharray:2 3}.band{fill:var(--band);stroke:none}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:2px 16px}dt{color:var(--ink-3)}dd{margin:0;overflow-wrap:anywhere}
`.replaceAll('\n', '')

const path = (points: readonly (readonly [number, number])[]) => `M${points.map(([x, y]) => `${x},${y}`).join('L')}`

function markOf(mark: ReportMark): string {
  if (mark.kind === 'text')
    return `<text class="${mark.tone}" x="${mark.x}" y="${mark.y}" text-anchor="${mark.anchor}" font-size="${mark.size}">${escaped(mark.text)}</text>`
  return `<path class="${mark.tone}" d="${path(mark.points)}${mark.kind === 'area' ? 'Z' : ''}"/>`
}

/** A drawing as SVG, its sentence as its label. */
export const svgOf = ({ width, height, marks }: ReportDrawing, label: string): string =>
  `<svg role="img" aria-label="${escaped(label)}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${marks.map(markOf).join('')}</svg>`

function tableOf({ name, columns, rows, shown }: ReportTable): string {
  const some = shown === undefined ? rows : rows.slice(0, shown)
  const side = (i: number) => (columns[i].numeric ? ' class="n"' : '')
  const head = columns.map(({ head: text }, i) => `<th${side(i)}>${escaped(text)}</th>`).join('')
  const body = some
    .map((row) => `<tr>${row.map(({ text }, i) => `<td${side(i)}>${escaped(text)}</td>`).join('')}</tr>`)
    .join('\n')
  const left = rows.length - some.length
  const note = left > 0 ? `<p class="quiet">${left} more rows are in the spreadsheet and in the JSON.</p>` : ''
  return `<div class="wide"><table aria-label="${escaped(name)}"><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>${note}`
}

const blockOf = (block: ReportTable | ReportFigure, say: string): string =>
  block.kind === 'table' ? tableOf(block) : svgOf(block.drawing, `${block.name}. ${say}`)

/** One page that needs nothing from anywhere: style, pictures and numbers are in it. */
export function reportHtml(report: Report): string {
  const sections = report.sections
    .map(
      ({ title, say, blocks }) =>
        `<section><h2>${escaped(title)}</h2>${say ? `<p class="say">${escaped(say)}</p>` : ''}${blocks.map((block) => blockOf(block, say)).join('\n')}</section>`,
    )
    .join('\n')
  const manifest = Object.entries(report.manifest ?? {})
    .map(
      ([key, value]) =>
        `<dt>${escaped(key)}</dt><dd>${escaped(typeof value === 'string' ? value : JSON.stringify(value))}</dd>`,
    )
    .join('')
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escaped(report.title)}</title><style>${style}</style></head><body>
<p class="quiet">${escaped(report.title)}, ${escaped(report.madeAt)}</p>
<h1>${escaped(report.verdict)}</h1>
<p class="facts">${report.facts.map(escaped).join(' · ')}</p>
${sections}
${manifest ? `<section><h2>Manifest</h2><p class="say">Run again with these, it gives the same numbers.</p><dl>${manifest}</dl></section>` : ''}
</body></html>
`
}
