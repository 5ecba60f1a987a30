import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'

/** Longer lines are not data: they are cut here, so that no file can fill the memory. */
export const lineLimit = 1_048_576

export interface Line {
  readonly number: number
  readonly text: string
  /** The line was longer than the limit; `text` is its beginning. */
  readonly cut: boolean
}

/**
 * Lines of a file (gzip by its first bytes, not its name) in constant memory, in batches. A file that breaks off
 * (truncated gzip) ends the batches and tells why, so that what came before is kept.
 */
export async function* lines(path: string, onBroken: (error: Error) => void): AsyncGenerator<Line[]> {
  const gzip = await startsAsGzip(path)
  const file = createReadStream(path, { highWaterMark: 262_144 })
  const source = gzip ? file.pipe(createGunzip({ chunkSize: 262_144 })) : file
  if (source !== file) file.once('error', (error) => source.destroy(error))
  const decoder = new TextDecoder('utf-8')
  let rest = ''
  let cut = false
  let number = 0
  const take = (text: string): Line[] => {
    const batch: Line[] = []
    let from = 0
    for (let end = text.indexOf('\n', from); end !== -1; end = text.indexOf('\n', from)) {
      const whole = rest + text.slice(from, end)
      const piece = whole.endsWith('\r') ? whole.slice(0, -1) : whole
      rest = ''
      from = end + 1
      number += 1
      batch.push({
        number,
        text: piece.length > lineLimit ? piece.slice(0, lineLimit) : piece,
        cut: cut || piece.length > lineLimit,
      })
      cut = false
    }
    rest += text.slice(from)
    if (rest.length > lineLimit) {
      cut = true
      rest = rest.slice(0, lineLimit)
    }
    return batch
  }
  try {
    for await (const chunk of source) yield take(decoder.decode(chunk as Uint8Array, { stream: true }))
  } catch (error) {
    onBroken(error as Error)
    return
  }
  rest += decoder.decode()
  if (rest.trim() !== '') yield [{ number: number + 1, text: rest.replace(/\r$/, ''), cut }]
}

async function startsAsGzip(path: string): Promise<boolean> {
  for await (const chunk of createReadStream(path, { start: 0, end: 1 })) {
    return (chunk as Buffer)[0] === 0x1f && (chunk as Buffer)[1] === 0x8b
  }
  return false
}
