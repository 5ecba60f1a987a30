import { randomFillSync } from 'node:crypto'

let lastMs = 0
let counter = 0

/** A uuid v7 (RFC 9562): sorts by time, and by order of making within one millisecond of one process. */
export function newId(nowMs = Date.now()): string {
  const bytes = randomFillSync(new Uint8Array(16))
  if (nowMs <= lastMs) {
    counter += 1
    if (counter > 0xfff) {
      lastMs += 1
      counter = 0
    }
  } else {
    lastMs = nowMs
    counter = 0
  }
  const view = new DataView(bytes.buffer)
  view.setUint16(0, Math.floor(lastMs / 2 ** 32))
  view.setUint32(2, lastMs % 2 ** 32)
  view.setUint16(6, 0x7000 | counter)
  view.setUint8(8, 0x80 | (bytes[8] & 0x3f))
  const hex = Buffer.from(bytes).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
