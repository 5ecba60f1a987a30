import type { NextConfig } from 'next'

/** Where the gateway listens. Next bakes the destination in at build: build again when the port changes. */
const gatewayPort = process.env.TITAN_GATEWAY_PORT ?? '4001'

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // It reads the widths of its letters from its own folder: it stays where it is.
  serverExternalPackages: ['pdfkit'],
  // One GraphQL server for everybody: people reach it through this port, HTTP and WebSocket alike.
  rewrites: async () => [
    { source: '/api/graphql', destination: `http://127.0.0.1:${gatewayPort}/graphql` },
    // A browser asks for it by itself where the head of a page comes late.
    { source: '/favicon.ico', destination: '/icon.svg' },
  ],
  headers: async () => [
    {
      source: '/:path*',
      headers: [
        { key: 'x-content-type-options', value: 'nosniff' },
        { key: 'referrer-policy', value: 'same-origin' },
        { key: 'x-frame-options', value: 'DENY' },
        { key: 'cross-origin-opener-policy', value: 'same-origin' },
        { key: 'permissions-policy', value: 'camera=(), microphone=(), geolocation=()' },
      ],
    },
  ],
  // Types and lint have their own check over the whole repository.
  typescript: { ignoreBuildErrors: true },
}

export default config
