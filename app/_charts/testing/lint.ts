/**
 * The rules of the look that can be read off the SVG: returns what is wrong with it, one line a finding.
 * Frames, gradients and filters are decoration; bars lie when they do not start at zero; a line without a label at its
 * end needs a legend.
 */
export function lintSvg(markup: string): string[] {
  const found: string[] = []
  const tags = [...markup.matchAll(/<([a-zA-Z]+)((?:\s[^<>]*)?)\/?>/g)].map(([, name, text]) => ({
    name,
    attributes: Object.fromEntries([...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value])),
  }))
  const hues = new Set<string>()
  for (const { name, attributes } of tags) {
    const classes = (attributes.class ?? '').split(' ')
    if (/gradient/i.test(name)) found.push(`${name}: no gradients`)
    if (name === 'filter' || attributes.filter) found.push('no filters')
    if (name === 'rect' && (attributes.stroke || classes.includes('rule') || classes.includes('hair')))
      found.push('a rectangle with a stroke frames the plot')
    for (const hue of ['up', 'down', 'look']) if (classes.includes(hue)) hues.add(hue)
    if (/#[0-9a-f]{3,8}|rgb\(/i.test(`${attributes.fill ?? ''}${attributes.stroke ?? ''}${attributes.style ?? ''}`))
      found.push('a colour outside the tokens')
    if ('data-zero' in attributes) {
      const foot = Number(attributes.y) + Number(attributes.height)
      if (Math.abs(foot - Number(attributes['data-zero'])) > 0.01) found.push(`a bar ends at ${foot}, not at zero`)
    }
  }
  if (hues.size > 3) found.push(`${hues.size} hues`)
  const labels = new Set(tags.map((tag) => tag.attributes['data-for']).filter(Boolean))
  for (const { attributes } of tags) {
    const series = attributes['data-series']
    if (series && !labels.has(series)) found.push(`series ${series} has no label`)
  }
  for (const [, attributes, body] of markup.matchAll(/<g class="frame-y"([^>]*)>(.*?)<\/g>/g)) {
    const low = Number(/data-low="([^"]*)"/.exec(attributes)?.[1])
    const high = Number(/data-high="([^"]*)"/.exec(attributes)?.[1])
    const ends = [...body.matchAll(/M-?[\d.]+,(-?[\d.]+)V(-?[\d.]+)/g)].flatMap(([, a, b]) => [Number(a), Number(b)])
    if (ends.length === 0) continue
    const reach = Math.max(...ends) - Math.min(...ends)
    if (Math.abs(reach - Math.abs(low - high)) > 0.02)
      found.push(`an axis of ${reach} pixels over data of ${Math.abs(low - high)}`)
  }
  return found
}
