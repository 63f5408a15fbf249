import { colourAt, type ColourMapName } from '../../src-shared/colour/colour-maps.ts'
import { toHex } from '../../src-shared/colour/oklab.ts'
import { shareBelow, type Distribution } from '../../src-shared/statistics/distribution.ts'
import type { Stretch } from './sky-screen.ts'
import { curveAt, placeOf } from './stretch.ts'

type Cuts = readonly [number, number]
/** A stretch, or colours that each cover equally many pixels. */
export type ChosenStretch = Stretch | 'equalised'
/** The place of a value on the colour scale, 0 to 1. */
export type Transfer = (value: number) => number

/**
 * How values become colours.
 * @param centred whether zero is in the middle of the colours, and both signs are stretched alike; the cuts are
 *   symmetric then
 * @param distribution of the column, for equalised colours; they are linear until it is known
 */
export function transferOf(
  stretch: ChosenStretch,
  cuts: Cuts,
  { centred = false, distribution = null }: { centred?: boolean; distribution?: Distribution | null } = {},
): Transfer {
  if (centred) {
    const size = sizeTransfer(stretch, cuts[1], distribution)
    return (value) => 0.5 + (Math.sign(value) * size(Math.abs(value))) / 2
  }
  if (stretch !== 'equalised' || !distribution) {
    const curve = stretch === 'equalised' ? 'linear' : stretch
    return (value) => placeOf(value, cuts, curve)
  }
  const below = shareBelow(distribution)
  const [from, to] = cuts.map(below)
  return from < to ? (value) => clip((below(value) - from) / (to - from)) : (value) => placeOf(value, cuts, 'linear')
}

/** The place of the size of a value, whatever its sign. */
function sizeTransfer(stretch: ChosenStretch, high: number, distribution: Distribution | null): Transfer {
  if (stretch !== 'equalised') return (size) => clip(curveAt(clip(size / high), stretch))
  if (!distribution) return (size) => clip(size / high)
  const below = shareBelow(distribution)
  const within = (size: number) => below(size) - below(-size)
  const all = within(high)
  return all > 0 ? (size) => clip(within(Math.min(size, high)) / all) : (size) => clip(size / high)
}

const clip = (place: number) => Math.max(0, Math.min(1, place))

/** Colours of a table for the sky view. */
const tableSize = 256
const curves: readonly Stretch[] = ['linear', 'sqrt', 'asinh', 'log']

/**
 * A colour table that, read with one of the stretches that the sky view can draw, gives a transfer: the stretch is the
 * one for which neighbouring colours of the table differ least.
 */
export function colourTableOf(
  transfer: Transfer,
  [low, high]: Cuts,
  colourMap: ColourMapName,
): { stretch: Stretch; colours: string[] } {
  const candidates = curves.map((stretch) => {
    const places = Array.from({ length: tableSize }, (_, i) =>
      transfer(low + (high - low) * shareFor(i / (tableSize - 1), stretch)),
    )
    const step = places.reduce((most, place, i) => Math.max(most, place - (places[i - 1] ?? place)), 0)
    return { stretch, places, step }
  })
  const { stretch, places } = candidates.reduce((best, one) => (one.step < best.step ? one : best))
  return { stretch, colours: places.map((place) => toHex(colourAt(colourMap, place))) }
}

/** The share between the cuts that a stretch puts at a place of its scale. */
function shareFor(place: number, stretch: Stretch): number {
  let [low, high] = [0, 1]
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2
    if (curveAt(middle, stretch) < place) low = middle
    else high = middle
  }
  return high
}
