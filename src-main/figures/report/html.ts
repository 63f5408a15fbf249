import { escapeText } from '../svg.ts'

/** A cell: text, or a number that stands to the right. */
export type Cell = string | number | null

const nothing = '–'
const cellText = (cell: Cell) =>
  cell === null || cell === '' ? nothing : typeof cell === 'number' ? formatNumber(cell) : cell

/** Three digits that tell, a true minus, no exponent where it can be read without. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return nothing
  if (Number.isInteger(value)) return String(value).replace('-', '−')
  const size = Math.abs(value)
  const text = size >= 1e-3 && size < 1e6 ? String(Number(size.toPrecision(3))) : size.toExponential(1)
  return (value < 0 ? '−' : '') + text.replace('e-', 'e−').replace('e+', 'e')
}

interface Table {
  caption: string
  /** Heads of columns; a head over several of them is in `groups`. */
  head: readonly string[]
  groups?: readonly { name: string; columns: number }[]
  /** The first cell of each is its head. */
  rows: readonly (readonly Cell[])[]
}

/** A table whose columns and rows have heads, for who sees it and for who hears it. */
export function tableOf({ caption, head, groups, rows }: Table): string {
  const groupRow = groups
    ? `<tr>${groups.map(({ name, columns }) => `<th scope="colgroup" colspan="${columns}">${escapeText(name)}</th>`).join('')}</tr>`
    : ''
  const heads = head.map((name) => `<th scope="col">${escapeText(name)}</th>`).join('')
  const body = rows.map(([first, ...cells]) => {
    const rest = cells.map(
      (cell) => `<td${typeof cell === 'number' ? ' class="number"' : ''}>${escapeText(cellText(cell))}</td>`,
    )
    return `<tr><th scope="row">${escapeText(cellText(first))}</th>${rest.join('')}</tr>`
  })
  return (
    `<div class="table"><table><caption><span>${escapeText(caption)}</span></caption><thead>${groupRow}<tr>${heads}</tr></thead>` +
    `<tbody>\n${body.join('\n')}\n</tbody></table></div>`
  )
}

export const section = (id: string, title: string, ...content: string[]) =>
  `<section id="${id}"><h2>${escapeText(title)}</h2>\n${content.join('\n')}\n</section>`

export const paragraph = (text: string) => `<p>${escapeText(text)}</p>`
