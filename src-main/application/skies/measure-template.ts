import { setImmediate } from 'node:timers/promises'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { textureNames, textureOf } from '../../../src-shared/model/texture.ts'
import { standardise, type Scaling } from '../../../src-shared/sky/scale.ts'
import { tangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import type { SkyCover } from '../../../src-shared/sky/whole-sky/cover-sky.ts'
import { patchFiller } from '../../sky/patches/cut-patch.ts'
import { readMapInfo } from '../../sky/fits/map-info.ts'
import { loadColumn, type LoadedColumn } from '../maps/map-column.ts'

/** A map whose level and contrast a sky takes over. */
export interface TemplateChoice {
  path: string
  /** By name or number; the dataset's if the map has it, else the first, if null. */
  column: string | null
}

/** What patches of the training data were made with. */
interface Made {
  scaling: Scaling
  column: string
  unit: string
  /** GHz; null if it is not known. */
  frequency: number | null
}

/** What a template says of every patch, by name: its mean, its standard deviation, and its texture (`textureOf`). */
export interface Template {
  column: string
  numbers: Readonly<Record<string, Float32Array>>
}

/**
 * Cuts every patch of a sky from a map, scaled as those of the training, and measures it.
 * @throws FitsError for a file that is no map; CirrusError refused for a unit that is not the dataset's and can't be
 * converted, and for a patch that can't be measured: a template has values everywhere
 */
export async function measureTemplate(
  { path, column }: TemplateChoice,
  { geometry, centres }: SkyCover,
  made: Made,
  signal?: AbortSignal,
): Promise<Template> {
  const loaded = await loadTemplate(path, column, made, signal)
  const { size } = geometry
  const fill = patchFiller(loaded.map)
  const values = new Float64Array(size ** 2)
  const scaled = new Float64Array(size ** 2)
  const patch = new Float32Array(size ** 2)
  const names = ['mean', 'std', ...textureNames(size)]
  const numbers = names.map(() => new Float32Array(centres.length))
  for (const [p, { lon, lat }] of centres.entries()) {
    if (p % 64 === 0) await setImmediate()
    signal?.throwIfAborted()
    fill(tangentPlane(lon, lat, loaded.map.frame), geometry, values)
    const standard = standardise(values, made.scaling, patch, scaled)
    if (typeof standard === 'string')
      throw refused(
        path,
        `column ${loaded.name}`,
        `the patch at l ${lon.toFixed(2)}, b ${lat.toFixed(2)} ${reasons[standard]}; a template has values for all of the sky, as the dataset's ${made.scaling.scale} scale takes them`,
      )
    const { mean, std } = standard
    for (const [i, value] of [mean, std, ...textureOf(patch, { size, channels: 1 })].entries()) numbers[i][p] = value
  }
  return { column: loaded.name, numbers: Object.fromEntries(names.map((name, i) => [name, numbers[i]])) }
}

const reasons = {
  'missing pixels': 'has missing pixels',
  'too few good pixels': 'has missing pixels',
  'values not above zero': 'has values that are not above zero',
  constant: 'has the same value everywhere',
} as const

/** A column of a template in the unit of the dataset. */
async function loadTemplate(
  path: string,
  column: string | null,
  made: Made,
  signal?: AbortSignal,
): Promise<LoadedColumn> {
  const info = await readMapInfo(path)
  const own = info.format === 'healpix' && info.columns.some(({ name }) => name === made.column)
  const loaded = await loadColumn(path, column ?? (own ? made.column : undefined), { signal })
  if (made.unit === '' || loaded.unit === '' || loaded.unit === made.unit) return loaded
  const conversion = { unit: made.unit, frequency: made.frequency ?? undefined }
  return loadColumn(path, loaded.name, { ...conversion, signal })
}
