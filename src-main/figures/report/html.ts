import { formatCount, formatNumber } from '../../../src-shared/text/format.ts'
import { escapeText } from '../../../src-shared/text/markup.ts'

/** A cell: text, or a right-aligned number. */
export type Cell = string | number | null

const cellText = (cell: Cell) =>
  cell === null || cell === '' ? '–' : typeof cell === 'number' ? cellNumber(cell) : cell

/** Whole numbers in full, others to three digits. */
const cellNumber = (value: number) => (Number.isInteger(value) ? formatCount(value) : formatNumber(value, 3))

interface Table {
  caption: string
  /** Column headers; headers over several columns are in `groups`. */
  head: readonly string[]
  groups?: readonly { name: string; columns: number }[]
  /** The first cell of each row is its header. */
  rows: readonly (readonly Cell[])[]
}

/** A table with column and row headers, also for screen readers. */
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
