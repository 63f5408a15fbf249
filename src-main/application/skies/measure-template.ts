import { setImmediate } from 'node:timers/promises'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { textureOf } from '../../../src-shared/model/texture.ts'
import { standardise, type Scaling } from '../../../src-shared/sky/scale.ts'
import { tangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import type { SkyCover } from '../../../src-shared/sky/whole-sky/cover-sky.ts'
import { templateNames } from '../../../src-shared/sky/whole-sky/patch-numbers.ts'
import { asNoise, patchWaves, waveCount } from '../../../src-shared/sky/whole-sky/patch-waves.ts'
import { patchFiller } from '../../sky/patches/cut-patch.ts'
import { loadColumn } from '../maps/map-column.ts'
import type { ChosenTemplate } from './choose-template.ts'

export interface Template {
  /** What it says of every patch, by name (`templateNames`). */
  numbers: Readonly<Record<string, Float32Array>>
  /** The longest waves of every patch, standardised, as those of noise: [patches, waves]. */
  waves: Float32Array
}

/**
 * Cuts every patch of a sky from a map, scaled as those of the training, and measures it.
 * @throws FitsError for a damaged file; CirrusError refused for a patch that can't be measured: a template has values
 * everywhere
 */
export async function measureTemplate(
  { path, column, coordsys, conversion }: ChosenTemplate,
  { geometry, centres }: SkyCover,
  scaling: Scaling,
  signal?: AbortSignal,
): Promise<Template> {
  const loaded = await loadColumn(path, column, { coordsys, ...conversion, signal })
  const { size } = geometry
  const fill = patchFiller(loaded.map)
  const values = new Float64Array(size ** 2)
  const scaled = new Float64Array(size ** 2)
  const patch = new Float32Array(size ** 2)
  const names = templateNames(size)
  const { measure } = patchWaves(size)
  const waves = new Float32Array(centres.length * waveCount)
  const numbers = names.map(() => new Float32Array(centres.length))
  for (const [p, { lon, lat }] of centres.entries()) {
    if (p % 64 === 0) await setImmediate()
    signal?.throwIfAborted()
    fill(tangentPlane(lon, lat, loaded.map.frame), geometry, values)
    const standard = standardise(values, scaling, patch, scaled)
    if (typeof standard === 'string')
      throw refused(
        path,
        `column ${loaded.name}`,
        `the patch at l ${lon.toFixed(2)}, b ${lat.toFixed(2)} ${reasons[standard]}; a template has values for all of the sky, as the dataset's ${scaling.scale} scale takes them`,
      )
    const { mean, std } = standard
    for (const [i, value] of [mean, std, ...textureOf(patch, { size, channels: 1 })].entries()) numbers[i][p] = value
    waves.set(measure(patch), p * waveCount)
  }
  asNoise(waves)
  return { numbers: Object.fromEntries(names.map((name, i) => [name, numbers[i]])), waves }
}

const reasons = {
  'missing pixels': 'has missing pixels',
  'too few good pixels': 'has missing pixels',
  'values not above zero': 'has values that are not above zero',
  constant: 'has the same value everywhere',
} as const
