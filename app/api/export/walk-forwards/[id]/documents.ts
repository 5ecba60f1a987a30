import { graphql } from '#app/_data/graphql.ts'

export const WalkForwardReportFile = graphql(`
  query WalkForwardReportFile($id: ID!, $format: ReportFormat!) {
    run: walkForward(id: $id) { report(format: $format) { name type base64 } }
  }
`)
