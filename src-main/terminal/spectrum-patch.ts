import { loadInterpolatedColumn } from '../application/maps/interpolated-column.ts'
import { spectrumOfPatch, type PatchSource } from '../application/maps/spectrum-of-patch.ts'
import { frequencyFor } from '../application/maps/map-frequency.ts'
import type { Frame } from '../../src-shared/sky/healpix/map.ts'
import type { MapOptions } from './map-options.ts'
import { numberOption } from './option-values.ts'
import { recipeOf, type SpectrumOptions } from './spectrum-options.ts'
import type { Terminal } from './terminal.ts'
import type { UnitOptions } from './unit-options.ts'

/** A patch to cut from a map: Galactic position, width in degrees, pixels. */
export interface Place {
  lon: number
  lat: number
  size: number
  width: number
}

export const lonOption = () => numberOption('--lon', { min: -360, max: 720 })
export const latOption = () => numberOption('--lat', { min: -90, max: 90 })
export const sizeOption = () => numberOption('--size', { min: 8, max: 1024, integer: true })

interface PatchOptions extends SpectrumOptions, UnitOptions, MapOptions {
  cross?: string
  crossColumn?: string
  crossCoordsys?: Frame
  crossFrequency?: number
}

/** The spectrum of one patch of a map of the sky, or its cross-spectrum with another map, as printed. */
export async function measurePatch(
  file: string,
  place: Place,
  options: PatchOptions,
  { output, signal }: Pick<Terminal, 'output' | 'signal'>,
) {
  const { unit } = options
  const source = async (
    path: string,
    frequency?: number,
    { column, coordsys }: MapOptions = {},
  ): Promise<PatchSource> => ({
    ...{ path, unit },
    frequency: await frequencyFor(path, { unit, frequency, column, coordsys }, output.note),
    column: await loadInterpolatedColumn(path, column, { coordsys, signal }),
  })
  const { cross, crossColumn: column, crossCoordsys: coordsys, crossFrequency } = options
  const { power, secondUnit, ...measured } = await spectrumOfPatch({
    ...place,
    first: await source(file, options.frequency, options),
    second: cross ? await source(cross, crossFrequency ?? options.frequency, { column, coordsys }) : null,
    recipe: recipeOf(options),
    signal,
  })
  return { ...measured, ...(secondUnit !== null && { secondUnit }), cl: [power] }
}
