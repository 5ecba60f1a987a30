/** The few addresses beside GraphQL, as OpenAPI 3.1. `docs/openapi.json` is this, printed. */
const failure = (description: string) => ({
  description,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Failure' } } },
})

const reports = {
  'text/html': { schema: { type: 'string', description: 'A report on one page that needs nothing from anywhere.' } },
  'text/markdown': { schema: { type: 'string', description: 'The report as Markdown.' } },
  'application/pdf': { schema: { type: 'string', format: 'binary', description: 'The report on paper.' } },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
    schema: { type: 'string', format: 'binary', description: 'The report as a workbook, a sheet a table.' },
  },
} as const

/** @param more formats beside CSV and JSON, and what they give. */
const exported = (
  what: string,
  csv: string,
  json: string,
  more: { formats: readonly string[]; content: Readonly<Record<string, object>> } = { formats: [], content: {} },
) => ({
  get: {
    summary: `Export a ${what}`,
    operationId: `export${what.charAt(0).toUpperCase()}${what.slice(1)}`,
    security: [{ session: [] }],
    parameters: [
      { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
      {
        name: 'format',
        in: 'query',
        schema: { type: 'string', enum: ['csv', 'json', ...more.formats], default: 'csv' },
      },
    ],
    responses: {
      200: {
        description: 'The file, as an attachment.',
        content: {
          'text/csv': { schema: { type: 'string', description: csv } },
          'application/json': { schema: { type: 'object', description: json } },
          ...more.content,
        },
      },
      400: failure('There is no such format.'),
      401: failure('Nobody is signed in.'),
      404: failure(`There is no such ${what}, or it is not yours to see.`),
    },
  },
})

/** A run that is given away as a report alone. */
const reported = (what: string, operationId: string) => ({
  get: {
    summary: `Export a ${what} as a report`,
    operationId,
    security: [{ session: [] }],
    parameters: [
      { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
      {
        name: 'format',
        in: 'query',
        schema: { type: 'string', enum: ['json', 'html', 'md', 'xlsx', 'pdf'], default: 'json' },
      },
    ],
    responses: {
      200: {
        description: 'The file, as an attachment.',
        content: {
          'application/json': { schema: { type: 'object', description: 'The report: sentences and tables.' } },
          ...reports,
        },
      },
      400: failure('There is no such format.'),
      401: failure('Nobody is signed in.'),
      404: failure(`There is no such ${what}, or it is not yours to see.`),
    },
  },
})

export const openapi = {
  openapi: '3.1.0',
  info: {
    title: 'TITAN',
    version: '0.1.0',
    description: 'Health and exports. Everything else is GraphQL, at /api/graphql.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: '/' }],
  paths: {
    '/api/health': {
      get: {
        summary: 'Whether the web answers and reaches its database',
        operationId: 'health',
        security: [],
        responses: {
          200: {
            description: 'All is well.',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Health' } } },
          },
          503: {
            description: 'The database cannot be reached.',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Health' } } },
          },
        },
      },
    },
    '/api/export/backtests/{id}': exported(
      'backtest',
      'One line a trade: times, bars, profit and loss, costs, reasons, legs.',
      'Request, metrics, manifest, notes, equity as columns, trades.',
      { formats: ['html', 'md', 'pdf', 'xlsx'], content: reports },
    ),
    '/api/export/walk-forwards/{id}': reported('walk-forward', 'exportWalkForward'),
    '/api/export/adaptive-studies/{id}': reported('study by regime', 'exportAdaptiveStudy'),
    '/api/export/scans/{id}': exported(
      'scan',
      'One line a tested pair, rejected pairs with their reason.',
      'Request, counts, histogram, rows.',
    ),
  },
  components: {
    securitySchemes: {
      session: {
        type: 'apiKey',
        in: 'cookie',
        name: 'next-auth.session-token',
        description: 'Signed in, in a browser.',
      },
    },
    schemas: {
      Health: {
        type: 'object',
        required: ['status', 'start', 'startedAt', 'database'],
        properties: {
          status: { type: 'string', enum: ['ok', 'degraded'] },
          start: { type: 'string', format: 'uuid', description: 'New with each start of the process.' },
          startedAt: { type: 'string', format: 'date-time' },
          database: { type: 'string', enum: ['ok', 'unreachable'] },
        },
      },
      Failure: {
        type: 'object',
        required: ['error'],
        properties: {
          error: {
            type: 'object',
            required: ['code', 'message'],
            properties: {
              code: { type: 'string', examples: ['NOT_FOUND'] },
              message: { type: 'string' },
              hint: { type: ['string', 'null'] },
            },
          },
        },
      },
    },
  },
} as const
