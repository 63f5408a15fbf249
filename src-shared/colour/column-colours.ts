import type { Derivation } from '../sky/derivation.ts'
import { skyColourMaps, type ColourMapName } from './colour-maps.ts'
import { aboutZero, type Range } from './range.ts'

/** How the values of a column become colours: from low to high, about zero, or around a circle. */
export type ColourScheme = 'sequential' | 'diverging' | 'cyclic'

/** What decides about a column's colours. */
export interface ColouredColumn {
  type: string
  stokes?: 'Q' | 'U'
  derived?: Derivation
}

export function schemeOf(column: ColouredColumn | undefined): ColourScheme {
  if (column?.derived?.kind === 'angle') return 'cyclic'
  return column?.stokes ? 'diverging' : 'sequential'
}

/** Colour maps to choose from, the first by default; for the sequential scheme the chosen one of all maps is used. */
export const colourMapsOf: Record<ColourScheme, readonly ColourMapName[]> = {
  sequential: [...skyColourMaps, 'residual'],
  diverging: ['residual', ...skyColourMaps],
  cyclic: ['cyclic'],
}

/** Cuts of a column's display: the whole circle of an angle, both values of a bit, symmetric about zero for Q and U. */
export function displayCuts(column: ColouredColumn | undefined, cuts: Range): Range {
  const scheme = schemeOf(column)
  if (scheme === 'cyclic') return [0, 180]
  if (column?.type === 'bit' || column?.type === 'bool') return [0, 1]
  return scheme === 'diverging' ? aboutZero(cuts) : cuts
}
