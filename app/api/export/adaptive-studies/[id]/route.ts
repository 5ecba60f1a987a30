import { reportRoute } from '#app/_data/report-route.ts'
import { AdaptiveReportFile } from './documents.ts'

export const dynamic = 'force-dynamic'

/** A study of parameters by regime to take away as a report, in any of its formats. */
export const GET = reportRoute(AdaptiveReportFile, 'study by regime')
