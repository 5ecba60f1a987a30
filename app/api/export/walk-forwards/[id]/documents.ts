import { graphql } from '#app/_data/graphql.ts'

export const WalkForwardReportFile = graphql(`
  query WalkForwardReportFile($id: ID!, $format: ReportFormat!) {
    walkForward(id: $id) { report(format: $format) { name type base64 } }
  }
`)
