import { plainRecipe, usualTaper, type SpectrumRecipe } from '../../../src-shared/statistics/spectrum-recipe.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { apodise } from '../../../src-shared/statistics/apodise.ts'
import type { FlatPatch } from '../../../src-shared/statistics/bands.ts'
import type { PatchMeasures } from '../../../src-shared/statistics/patch-statistics.ts'
import { readPictures } from './image-file.ts'
import { bandsOf, requireBands } from './spectrum-bands.ts'

const DEGREE = Math.PI / 180
const ARCMINUTE = DEGREE / 60

/** Geometry of sky pictures: pixels, which are square, and degrees from the first to the last pixel of a row. */
export interface PictureSize {
  rows: number
  columns: number
  width: number
}

/** The setting for measuring spectra: the flat sky, its apodised mask, multipole bands, and what is divided out. */
export type SpectrumSky = Pick<PatchMeasures, 'patch' | 'mask' | 'bands' | 'instrument' | 'taper'>

/** @param weights of the recipe's mask, [rows, columns]; null weights all pixels equally */
export function spectrumSky(
  { rows, columns, width }: PictureSize,
  recipe: SpectrumRecipe = plainRecipe,
  weights: Float64Array | null = null,
): SpectrumSky {
  const pixel = width / (columns - 1)
  const patch: FlatPatch = { rows, columns, lx: columns * pixel * DEGREE, ly: rows * pixel * DEGREE }
  const narrow = rows < columns ? (rows - 1) * pixel : width
  const taper = { length: recipe.apodize ?? usualTaper(narrow), pixel, taper: recipe.taper }
  const mask = apodise(weights ?? new Float64Array(rows * columns).fill(1), rows, columns, taper)
  return {
    patch,
    mask,
    taper: { ...taper, weights },
    bands: bandsOf(patch, narrow, recipe),
    instrument: {
      beam: recipe.beam === null ? null : recipe.beam * ARCMINUTE,
      pixel: recipe.pixelWindow ? pixel * DEGREE : null,
    },
  }
}

/**
 * The same, with the mask read from its file.
 * @param file what is measured, for error messages
 * @param seen weights of the pixels that have data, to multiply the mask with; without them all have
 * @throws CirrusError refused for a mask that does not fit or leaves nothing, bands without a mode, a beam that leaves
 *   nothing of the last band
 */
export async function readSpectrumSky(
  file: string,
  size: PictureSize,
  recipe: SpectrumRecipe,
  seen: Float64Array | null = null,
): Promise<SpectrumSky> {
  const mask = recipe.mask === null ? null : await readWeights(recipe.mask, size)
  const weights = seen && mask ? mask.map((weight, i) => weight * seen[i]) : (mask ?? seen)
  const sky = spectrumSky(size, recipe, weights)
  if (!sky.mask.some((weight) => weight > 0)) {
    throw refused(
      recipe.mask ?? file,
      '',
      `nothing is left after a taper of ${recipe.apodize ?? usualTaper(size.width)} deg; choose a smaller one with --apodize`,
    )
  }
  requireBands(file, size.width, recipe, sky)
  return sky
}

async function readWeights(path: string, { rows, columns }: PictureSize): Promise<Float64Array> {
  const { picture } = await readPictures(path, (mask) => {
    if (mask.count === 1 && mask.rows === rows && mask.columns === columns) return
    const found = `${mask.count === 1 ? '' : `${mask.count} x `}${mask.rows} x ${mask.columns}`
    const reason = `a mask of ${found} does not fit maps of ${rows} x ${columns}; make one picture of that size`
    throw refused(path, 'shape', reason)
  })
  const weights = picture(0)
  const odd = weights.findIndex((weight) => !(weight >= 0 && Number.isFinite(weight)))
  if (odd >= 0) {
    const place = `row ${Math.floor(odd / columns)}, column ${odd % columns}`
    throw refused(path, place, `${weights[odd]} is not a valid weight; 1 keeps a pixel, 0 drops it`)
  }
  return weights
}

/**
 * Measures spectra; refuses bands that the mask makes indistinguishable, which only their coupling shows.
 * @param file what is measured
 */
export async function withSoundBands<T>(file: string, measure: () => T | Promise<T>): Promise<T> {
  try {
    return await measure()
  } catch (error) {
    if (error instanceof RangeError) throw refused(file, '', error.message)
    throw error
  }
}
