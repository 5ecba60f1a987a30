import { readTrack } from '#db/queries/walk-forwards.ts'
import type { ReportFile } from '#lib/contracts/reports.ts'
import { Fault } from '#lib/fault.ts'
import { walkForwardReport } from '#lib/reports/walk-forward.ts'
import { builder } from '../builder.ts'
import { ReportFileType, ReportFormatEnum, reportFile, reportWords } from './report-files.ts'
import { WalkForwardType } from './walk-forwards.ts'

builder.objectField(WalkForwardType, 'report', (t) =>
  t.field({
    type: ReportFileType,
    description: reportWords,
    args: { format: t.arg({ type: ReportFormatEnum, required: true }) },
    extensions: { cost: 500 },
    resolve: async (row, { format }, { house }): Promise<ReportFile> => {
      const track = await readTrack(house.connection.db, row.id)
      const { result } = row
      if (!result || !track) {
        throw new Fault('conflict', `This walk-forward is ${row.state}: there is nothing to report`, {
          hint: 'Ask again when it is done',
        })
      }
      const finishedAt = (row.finishedAt ?? row.createdAt).toISOString()
      const { id, request, manifest } = row
      const report = walkForwardReport({ id, request, manifest, result, track, finishedAt })
      return reportFile(report, format, `walk-forward-${id}`)
    },
  }),
)
