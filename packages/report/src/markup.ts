/** Text and elements of a page, escaped. */

/** Markup that is whole and safe to put into a page. */
export type Markup = string

/** A text as it may stand in a page or an attribute. */
export function escape(text: string): Markup {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

export type Attributes = Readonly<Record<string, string | number | undefined>>

/** An element of SVG or HTML; numbers are rounded to hundredths, attributes that are undefined left out. */
export function element(name: string, attributes: Attributes, ...inside: readonly Markup[]): Markup {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? Math.round(value * 100) / 100 : escape(value!)}"`)
    .join('')
  return `<${name}${written}>${inside.join('')}</${name}>`
}

/** A text in a drawing. */
export function label(x: number, y: number, text: string, attributes: Attributes = {}): Markup {
  return element('text', { x, y, ...attributes }, escape(text))
}

/** A drawing that is as wide as its column, with its description for those who cannot see it. */
export function drawing(width: number, height: number, description: string, ...inside: readonly Markup[]): Markup {
  return element('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': description }, ...inside)
}
