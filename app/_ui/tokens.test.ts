import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

type Rgb = readonly [number, number, number]

const css = readFileSync(fileURLToPath(new URL('./tokens.css', import.meta.url)), 'utf8')

/** The hex tokens of one block, over those of the light theme. */
function tokens(selector: string): Record<string, Rgb> {
  const read = (block: string) =>
    Object.fromEntries(
      [...block.matchAll(/--([\w-]+):\s*#([0-9a-f]{6})/g)].map(([, name, hex]) => [
        name,
        [0, 2, 4].map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255) as unknown as Rgb,
      ]),
    )
  const blockOf = (name: string) => css.slice(css.indexOf(`${name} {`), css.indexOf('}', css.indexOf(`${name} {`)))
  return { ...read(blockOf(':root')), ...(selector === ':root' ? {} : read(blockOf(selector))) }
}

const linear = (v: number) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
const luminance = ([r, g, b]: Rgb) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
/** WCAG 2.2, relative luminance and contrast ratio. */
const contrast = (a: Rgb, b: Rgb) => {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

/** OKLab after Björn Ottosson (2020), from linear sRGB; lengths × 100. */
function oklab([r, g, b]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

/** Machado, Oliveira and Fernandes (2009), severity 1, on linear sRGB. */
const eyes: Record<string, readonly Rgb[]> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

function difference(a: Rgb, b: Rgb, eye: readonly Rgb[]): number {
  const seen = (c: Rgb) => {
    const light = c.map(linear)
    return oklab(
      eye.map((row) =>
        Math.max(0, Math.min(1, row[0] * light[0] + row[1] * light[1] + row[2] * light[2])),
      ) as unknown as Rgb,
    )
  }
  const [p, q] = [seen(a), seen(b)]
  return 100 * Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2])
}

describe.each([':root', '[data-theme="dark"]'])('tokens of %s', (selector) => {
  const t = tokens(selector)
  it.each(['paper', 'lift'])('can be read on %s', (ground) => {
    for (const text of ['ink', 'ink-2', 'ink-3', 'up', 'down', 'accent'])
      expect(contrast(t[text], t[ground]), text).toBeGreaterThanOrEqual(text === 'ink' ? 7 : 4.5)
    expect(contrast(t.mark, t[ground]), 'mark').toBeGreaterThanOrEqual(3)
  })

  it.each(Object.keys(eyes))('tell up from down for %s eyes', (eye) => {
    expect(difference(t.up, t.down, eyes[eye])).toBeGreaterThanOrEqual(12)
  })
})

describe.each(['[data-hands="swapped"]', '[data-hands="green"]'])('the other hands, %s', (hands) => {
  it('can be read in both themes', () => {
    const light = tokens(hands)
    const dark: Record<string, Rgb> = {
      ...tokens('[data-theme="dark"]'),
      ...tokens(`[data-theme="dark"]${hands}`),
      paper: tokens('[data-theme="dark"]').paper,
    }
    for (const hand of ['up', 'down']) {
      expect(contrast(light[hand], light.paper)).toBeGreaterThanOrEqual(4.5)
      expect(contrast(dark[hand], dark.paper)).toBeGreaterThanOrEqual(4.5)
    }
  })
})

describe('colours', () => {
  it('are written in the tokens only', () => {
    for (const file of ['look.css', 'parts.css', '../(desk)/explorer/explorer.css']) {
      const text = readFileSync(fileURLToPath(new URL(file, import.meta.url)), 'utf8')
      expect(text.match(/#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(/gi) ?? [], file).toEqual(file === 'look.css' ? ['#fff'] : [])
    }
  })
})
