import { reportRoute } from '#app/_data/report-route.ts'
import { WalkForwardReportFile } from './documents.ts'

export const dynamic = 'force-dynamic'

/** A walk-forward to take away as a report, in any of its formats. */
export const GET = reportRoute(WalkForwardReportFile, 'walk-forward')
