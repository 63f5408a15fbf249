import type { SpectrumRecipe } from '../../../src-shared/statistics/spectrum-recipe.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { type PolarisationConvention } from '../../../src-shared/sky/polarisation.ts'
import { createSpectrumEstimator } from '../../../src-shared/statistics/flat-sky-spectrum.ts'
import { instrumentWindow } from '../../../src-shared/statistics/mode-window.ts'
import { createPolarisedSpectrumEstimator } from '../../../src-shared/statistics/polarised-spectrum.ts'
import { conventionOfMaps, widthOf } from './image-facts.ts'
import { readMaps, type PictureStack } from './image-file.ts'
import { readSpectrumSky, withSoundBands, type SpectrumSky } from './spectrum-sky.ts'

export interface SpectrumOrder {
  /** Maps, or with `u` the Q maps; one .npy [maps, 2, rows, columns] holds both. */
  file: string
  u: string | null
  /** Sign convention of U; null: from the headers (POLCCONV), otherwise HEALPix's. */
  convention: PolarisationConvention | null
  /** Degrees from the first to the last pixel of a row; pixels are square. Null: from an image's header. */
  width: number | null
  recipe: SpectrumRecipe
}

/** Powers [maps][bands] in the maps' unit squared times steradian, and the band centres. */
export interface MapSpectra {
  ell: number[]
  cl: number[][]
}

/**
 * The same for E and B; `leakage` is, per band, the power the mask leaks from E into B, relative to what it leaves in
 * E.
 */
export interface PolarisedSpectra {
  ell: number[]
  ee: number[][]
  eb: number[][]
  bb: number[][]
  leakage: number[]
}

/**
 * Flat-sky power spectra of the maps of a file, of E and B if it holds Q and U.
 * @throws CirrusError refused for inconsistent files, missing values inside the mask, or bands that can't be measured
 */
export async function spectrumOfFile(order: SpectrumOrder): Promise<MapSpectra | PolarisedSpectra> {
  const { file, u, recipe } = order
  const maps = await readMaps(file, u)
  const { rows, columns } = maps.first
  if (rows < 2 || columns < 2) throw refused(file, 'shape', `maps of ${rows} x ${columns} have no spectrum`)
  const width = widthOf(file, maps.first, order.width)
  if (maps.kind === 'polarisation') widthOf(u ?? file, maps.second, width)
  const sky = await readSpectrumSky(file, { rows, columns, width }, recipe)
  return withSoundBands(file, () =>
    maps.kind === 'intensity'
      ? spectraOf(sky, maps.first, file)
      : polarisedSpectra(sky, maps.first, maps.second, { ...order, convention: conventionOfMaps(order, maps) }),
  )
}

function spectraOf({ patch, mask, bands, instrument }: SpectrumSky, maps: PictureStack, file: string): MapSpectra {
  const estimator = createSpectrumEstimator(patch, mask, bands, instrumentWindow(instrument))
  const cl = Array.from({ length: maps.count }, (_, index) => [
    ...estimator.spectrum(seen(maps, index, mask, file, `map ${index}`)),
  ])
  return { ell: estimator.ell, cl }
}

function polarisedSpectra(
  { patch, mask, bands, instrument }: SpectrumSky,
  qMaps: PictureStack,
  uMaps: PictureStack,
  { file, u: uFile, convention }: SpectrumOrder,
): PolarisedSpectra {
  const estimator = createPolarisedSpectrumEstimator(patch, mask, bands, instrumentWindow(instrument))
  const found: PolarisedSpectra = { ell: estimator.ell, ee: [], eb: [], bb: [], leakage: [...estimator.leakage] }
  for (let index = 0; index < qMaps.count; index++) {
    const q = seen(qMaps, index, mask, file, `map ${index}, Q`)
    const asStored = seen(uMaps, index, mask, uFile ?? file, `map ${index}, U`)
    const u = convention === 'IAU' ? asStored.map((value) => -value) : asStored
    const { ee, eb, bb } = estimator.spectra({ q, u })
    found.ee.push([...ee])
    found.eb.push([...eb])
    found.bb.push([...bb])
  }
  return found
}

/** A map with 0 for missing masked values. @throws CirrusError refused for a missing value that is not masked */
function seen(maps: PictureStack, index: number, mask: Float64Array, file: string, name: string): Float64Array {
  const map = maps.picture(index)
  for (let i = 0; i < map.length; i++) {
    if (Number.isFinite(map[i])) continue
    if (mask[i] !== 0) {
      const place = `${name}, row ${Math.floor(i / maps.columns)}, column ${i % maps.columns}`
      throw refused(file, place, `${map[i]} is not a valid value; mask it`)
    }
    map[i] = 0
  }
  return map
}
