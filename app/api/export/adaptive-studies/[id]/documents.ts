import { graphql } from '#app/_data/graphql.ts'

export const AdaptiveReportFile = graphql(`
  query AdaptiveReportFile($id: ID!, $format: ReportFormat!) {
    run: adaptiveStudy(id: $id) { report(format: $format) { name type base64 } }
  }
`)
