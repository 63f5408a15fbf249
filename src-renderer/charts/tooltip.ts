import { formatNumber, formatTick, formatUnit } from '../format.ts'
import type { Axis } from './series.ts'
import type { ChartTheme } from './theme.ts'

interface Item {
  seriesName: string
  color: string
  value: [number, number]
}

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign)

/** The values of all curves at the crosshair, largest first; beyond `limit` only their number. */
export function tooltipText(items: readonly Item[], x: Axis, y: Axis, theme: ChartTheme, limit = 14): string {
  const seen = new Map<string, Item>()
  for (const item of items) {
    if (item.seriesName !== '' && Number.isFinite(item.value[1]) && !seen.has(item.seriesName))
      seen.set(item.seriesName, item)
  }
  if (seen.size === 0) return ''
  const unit = (axis: Axis) =>
    axis.unit ? ` <span style="color:${theme.quiet}">${escaped(formatUnit(axis.unit))}</span>` : ''
  const shown = [...seen.values()].sort((a, b) => b.value[1] - a.value[1])
  const rows = shown
    .slice(0, limit)
    .map(
      ({ seriesName, color, value }) =>
        `<tr><td><span style="color:${escaped(color)}">━</span> ${escaped(seriesName)}</td>` +
        `<td style="text-align:right;padding-left:14px">${formatNumber(value[1], 5)}</td></tr>`,
    )
  const more = shown.length > limit ? `<div style="color:${theme.quiet}">and ${shown.length - limit} more</div>` : ''
  const head = `${escaped(x.name)} ${formatTick(shown[0].value[0])}${unit(x)}`
  return `<div style="color:${theme.quiet}">${head} · ${escaped(y.name)}${unit(y)}</div><table style="border-spacing:0">${rows.join('')}</table>${more}`
}
