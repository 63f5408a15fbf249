import { channelSets, type Channel } from '../../../src-shared/sky/channels.ts'
import type { Derivation } from '../../../src-shared/sky/derivation.ts'
import type { SkyField } from '../../../src-shared/sky/field.ts'
import type { Place } from '../../../src-shared/sky/position.ts'
import type { PatchGeometry } from '../../../src-shared/sky/projection/patch-pixels.ts'
import type { StokesValues } from '../../sky/patches/cut-batch.ts'
import { cutChannels } from '../../sky/patches/cut-channels.ts'
import { cutFields, type InterpolatedColumn } from './interpolated-column.ts'
import type { LoadedChannels } from './load-channels.ts'
import type { LoadedColumn } from './map-column.ts'
import { citationOf, requireGalacticAxes } from './map-cards.ts'

/**
 * What patches of a map are cut from: one column, stored or derived, or the columns of several channels. Data alone, so
 * that a worker thread can cut from it.
 */
export interface PatchSource extends Pick<
  LoadedColumn,
  'name' | 'unit' | 'grid' | 'coordsysOverride' | 'polcconvOverride'
> {
  /** Null for one column, whatever it holds. */
  channels: readonly Channel[] | null
  isDouble: boolean
  /** How the values were computed, for HISTORY. */
  notes: string[]
  citation: string | null
  /** Of one column: itself, or the Stokes parameters of its derivation. Of channels: the first. */
  fields: readonly SkyField[]
  derivation: Derivation | null
  /** Q and U of channels. */
  stokes: StokesValues | null
}

/** One patch at a Galactic place, in map units: each channel float64 [row, column], NaN where there are no data. */
export const cutSource = (
  { fields, derivation, stokes }: PatchSource,
  place: Place,
  geometry: PatchGeometry,
): readonly Float64Array[] =>
  stokes ? cutChannels(fields[0], stokes, place, geometry) : [cutFields({ fields, derivation }, place, geometry)]

/** @throws CirrusError refused for Q or U that are not on Galactic axes, and angles of another frame */
export function columnSource(column: InterpolatedColumn): PatchSource {
  requireGalacticAxes(column)
  const { header, name, unit, grid, derivation, coordsysOverride, polcconvOverride, parts } = column
  return {
    ...{ name, unit, grid, coordsysOverride, polcconvOverride, derivation },
    channels: null,
    isDouble: parts.some(({ map }) => map.values instanceof Float64Array),
    notes: derivationNote(column),
    citation: citationOf(header),
    fields: parts.map(({ map }) => map),
    stokes: null,
  }
}

/** Q and U, with I if it is one of the channels, on the patch's own axes. */
export function channelSource(loaded: LoadedChannels): PatchSource {
  const { header, name, unit, grid, coordsysOverride, polcconvOverride, map, stokes = null } = loaded
  return {
    ...{ name, unit, grid, coordsysOverride, polcconvOverride, stokes },
    channels: channelSets[stokes?.channels ?? 'I'],
    isDouble: [map.values, stokes?.q, stokes?.u].some((values) => values instanceof Float64Array),
    notes: [
      "Q and U refer to the patch's own axes: north at its centre, carried along great circles. U as in HEALPix (COSMO).",
    ],
    citation: citationOf(header),
    fields: [map],
    derivation: null,
  }
}

/** How a derived column was computed, for HISTORY. */
export const derivationNote = ({ derivation }: Pick<InterpolatedColumn, 'derivation'>): string[] => {
  if (!derivation) return []
  const { from } = derivation
  if (derivation.kind === 'bit') return [`Bit ${derivation.bit} of ${from[0]}.`]
  const angle =
    derivation.kind === 'angle' ? `, from north through east; U in the convention ${derivation.convention}` : ''
  return [`Computed from the interpolated ${from.join(', ')}${angle}.`]
}
