import type { SkyMap } from '../../../src-preload/contract/index.ts'
import { formatUnit } from '../../../src-shared/text/format.ts'
import { unitFraction, type ColumnOf, type OverlayChoices } from './choices.ts'
import type { OverlayShapes } from './fetch-shapes.ts'

type Find = (id: string) => SkyMap | null | undefined

/** A column in words: the name of its map, and its own if the map has several. */
function columnWords(find: Find, of: ColumnOf): string {
  const map = find(of.map)
  const column = map?.columns[of.column]
  if (!map || !column) return 'a map that was removed'
  return map.columns.length > 1 ? `${map.name} ${column.name}` : map.name
}

/** What the overlays of a picture mean, one phrase for each that was drawn. */
export function overlayWords(choices: OverlayChoices, shapes: OverlayShapes, find: Find): string[] {
  const { mask, contours, polarisation } = choices
  const words: string[] = []
  if (shapes.mask.length > 0 && mask.of)
    words.push(`${columnWords(find, mask.of)} ≤ ${mask.threshold} or missing: shaded`)
  if (shapes.cutLat !== null) words.push(`|b| < ${shapes.cutLat}°: shaded`)
  if (shapes.levels.length > 0 && contours.of) {
    const unit = formatUnit(find(contours.of.map)?.columns[contours.of.column]?.unit ?? '')
    const levels = shapes.levels.map((level) => String(Number(level.toPrecision(4)))).join(', ')
    words.push(`contours of ${columnWords(find, contours.of)} at ${levels} ${unit}`.trim())
  }
  if (shapes.segments.length > 0) {
    const length =
      polarisation.length === 'fraction' ? `, length by P/I (their spacing is ${100 * unitFraction} %)` : ''
    words.push(`segments along the ${polarisation.direction}${length}`)
  }
  if (shapes.drapery) words.push(`streaks along the ${polarisation.direction} (line integral convolution)`)
  return words
}
