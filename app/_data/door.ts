/**
 * Who may speak to this installation: requests must name one of its own addresses as Host, and writing ones must come
 * from one of its own pages. This keeps out DNS rebinding and other people's pages; who the viewer is, each page and
 * each resolver asks for itself.
 */
export interface Knock {
  readonly method: string
  readonly host: string | null
  readonly origin: string | null
}

export interface Refusal {
  readonly status: 403 | 421
  readonly message: string
}

const hostOf = (origin: string): string | null => {
  try {
    return new URL(origin).host
  } catch {
    return null
  }
}

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/** @param allowed origins (scheme, host, port) of this installation, exactly. */
export function refusal(knock: Knock, allowed: readonly string[]): Refusal | null {
  const hosts = new Set(allowed.map(hostOf))
  if (!knock.host || !hosts.has(knock.host.toLowerCase())) {
    return { status: 421, message: 'This address is not one of TITAN. Name it in TITAN_ORIGINS to allow it.' }
  }
  if (!safe.has(knock.method) && knock.origin !== null && !allowed.includes(knock.origin)) {
    return { status: 403, message: 'The page that sent this is not one of TITAN.' }
  }
  return null
}

/** What a page may load and do, for one request. In development the bundler needs eval. */
export function contentSecurityPolicy(nonce: string, development: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    // Style attributes come with the marks of charts; style elements need the nonce.
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}
