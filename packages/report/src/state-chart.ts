/** Where the time went: one bar a shop or workplace, its states stacked. */
import type { TimeSpent } from 'genba/analysis'
import { STATE_COLORS, STATE_ORDER } from './color.ts'
import { drawing, element, escape, label } from './markup.ts'
import type { Markup } from './markup.ts'
import { formatShare, words } from './number.ts'

const WIDTH = 900
const ROW = 30
const LEFT = 170

export function stateChart(spent: readonly TimeSpent[]): Markup {
  const height = spent.length * ROW + 26
  const width = WIDTH - LEFT - 10
  const bars = spent.map(({ path, shares }, row) => {
    let before = 0
    const cells = STATE_ORDER.flatMap((state) => {
      const share = shares.find((each) => each.state === state)?.share ?? 0
      if (share <= 0) return []
      const x = LEFT + width * before
      before += share
      const inside = width * share
      const cell = element(
        'rect',
        { x, y: row * ROW + 4, width: inside, height: ROW - 9, fill: STATE_COLORS[state] },
        element('title', {}, escape(`${path ?? 'base'}: ${words(state)} ${formatShare(share)}`)),
      )
      const isDark = state === 'working' || state === 'down' || state === 'maintenance' || state === 'waiting_for_parts'
      const text =
        inside > 34
          ? label(x + inside / 2, row * ROW + ROW / 2 + 4, `${Math.round(share * 100)}`, {
              class: isDark ? 'light' : 'dark',
              'text-anchor': 'middle',
            })
          : ''
      return [cell + text]
    })
    return label(LEFT - 8, row * ROW + ROW / 2 + 4, path ?? 'base', { class: 'name', 'text-anchor': 'end' }) + cells.join('')
  })
  const axis = [0, 25, 50, 75, 100].map((percent) =>
    label(LEFT + (width * percent) / 100, height - 6, `${percent} %`, {
      class: 'tick',
      'text-anchor': percent === 0 ? 'start' : percent === 100 ? 'end' : 'middle',
    }),
  )
  return drawing(WIDTH, height, 'shares of open time by state', ...bars, ...axis)
}

/** The states that occur, with their colors, for all charts of a page. */
export function stateLegend(spent: readonly TimeSpent[]): Markup {
  const present = new Set(spent.flatMap(({ shares }) => shares.filter(({ share }) => share > 0.0005).map(({ state }) => state)))
  const items = STATE_ORDER.filter((state) => present.has(state)).map((state) =>
    element('li', {}, element('span', { class: 'swatch', style: `background:${STATE_COLORS[state]}` }), escape(words(state))),
  )
  return element('ul', { class: 'legend' }, ...items)
}
