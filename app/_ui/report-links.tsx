import { reportFormats } from '#lib/contracts/reports.ts'

/** A run as a report to take away, a file each. @param href address of its export. */
export function ReportLinks({ href }: { href: string }) {
  return reportFormats.map((format) => (
    <a key={format} className="wide" href={`${href}?format=${format}`} download>
      {format}
    </a>
  ))
}
