export const reportFormats = ['html', 'md', 'json', 'xlsx', 'pdf'] as const
export type ReportFormat = (typeof reportFormats)[number]

/** A value with how it is written: machines take the one, people read the other. */
export interface ReportCell {
  readonly text: string
  /** A number, an ISO time, or words; null where there is nothing. */
  readonly value: number | string | null
}

export interface ReportColumn {
  readonly head: string
  /** Numbers stand right, words left. */
  readonly numeric: boolean
  /** Number format of spreadsheets; none for words. */
  readonly format?: string
}

export interface ReportTable {
  readonly kind: 'table'
  readonly name: string
  readonly columns: readonly ReportColumn[]
  readonly rows: readonly (readonly ReportCell[])[]
  /** Rows that a page shows; a spreadsheet and JSON have all of them. */
  readonly shown?: number
}

/** How a mark is drawn: the main series, context, an interval, a hairline, an axis. */
export type ReportTone = 'main' | 'context' | 'band' | 'hair' | 'axis' | 'dashed'

/** One mark of a drawing, in pixels from its upper left corner. */
export type ReportMark =
  | { readonly kind: 'line'; readonly tone: ReportTone; readonly points: readonly (readonly [x: number, y: number])[] }
  | { readonly kind: 'area'; readonly tone: 'band'; readonly points: readonly (readonly [x: number, y: number])[] }
  | {
      readonly kind: 'text'
      readonly x: number
      readonly y: number
      readonly text: string
      readonly anchor: 'start' | 'middle' | 'end'
      readonly size: number
      readonly tone: 'ink' | 'quiet' | 'watermark'
    }

/** A picture as marks: what draws it need know nothing of what it shows. */
export interface ReportDrawing {
  readonly width: number
  readonly height: number
  readonly marks: readonly ReportMark[]
}

export interface ReportFigure {
  readonly kind: 'figure'
  readonly name: string
  readonly drawing: ReportDrawing
  /** The numbers that are drawn; a page leaves them out. */
  readonly data: ReportTable
}

export interface ReportSection {
  readonly title: string
  /** One sentence, made from what the section shows. */
  readonly say: string
  readonly blocks: readonly (ReportTable | ReportFigure)[]
}

/** A report as a document: every format is made from this and from nothing else. */
export interface Report {
  readonly title: string
  readonly verdict: string
  readonly facts: readonly string[]
  /** When the run was finished, ISO 8601: the same run gives the same document, to the byte. */
  readonly madeAt: string
  readonly sections: readonly ReportSection[]
  /** Everything that is needed to make the run again. */
  readonly manifest: Readonly<Record<string, unknown>> | null
}

export interface ReportFile {
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array
}
