import { refused } from '../../../src-preload/rpc/errors.ts'
import { apodise } from '../../statistics/apodise.ts'
import { createSpectrumEstimator, evenBands } from '../../statistics/flat-sky-spectrum.ts'
import { inUserLanguage } from '../errors.ts'
import { readPictures } from './image-file.ts'

const DEGREE = Math.PI / 180

export interface SpectrumOrder {
  file: string
  /** Degrees from the first pixel to the last of a row; pixels are square. */
  width: number
  /** Multipoles in a band. */
  bin: number
  /** Degrees of C1 taper at the border; 0 for none. */
  apodize: number
  /** Weights, one picture as large as the maps. */
  mask?: string
}

/**
 * Flat-sky power spectra of the maps of a file.
 * @returns ell [bands] and cl [maps][bands], in the maps' unit squared times steradian
 * @throws CirrusError refused for files that don't fit, values that are missing where the mask looks, or bands too wide
 */
export async function spectrumOfFile(order: SpectrumOrder): Promise<{ ell: number[]; cl: number[][] }> {
  return inUserLanguage(async () => {
    const maps = await readPictures(order.file)
    const { rows, columns } = maps
    if (rows < 2 || columns < 2) throw refused(order.file, 'shape', `maps of ${rows} x ${columns} have no spectrum`)
    const pixel = order.width / (columns - 1)
    const mask =
      order.mask === undefined ? new Float64Array(rows * columns).fill(1) : await readMask(order.mask, rows, columns)
    const weights = apodise(mask, rows, columns, { length: order.apodize, pixel })
    if (!weights.some((weight) => weight > 0)) {
      throw refused(
        order.mask ?? order.file,
        '',
        `nothing is left after a taper of ${order.apodize} deg; take a smaller --apodize`,
      )
    }
    const patch = { rows, columns, lx: columns * pixel * DEGREE, ly: rows * pixel * DEGREE }
    const bands = evenBands(patch, order.bin)
    if (bands.length === 0) {
      throw refused(
        order.file,
        '',
        `a band of ${order.bin} multipoles is wider than the map resolves; take a smaller --bin`,
      )
    }
    const estimator = createSpectrumEstimator(patch, weights, bands)
    const cl: number[][] = []
    for (let index = 0; index < maps.count; index++) {
      const map = maps.picture(index)
      for (let i = 0; i < map.length; i++) {
        if (Number.isFinite(map[i])) continue
        if (weights[i] !== 0) {
          throw refused(
            order.file,
            `map ${index}, row ${Math.floor(i / columns)}, column ${i % columns}`,
            `${map[i]} is no value; mask it`,
          )
        }
        map[i] = 0
      }
      cl.push([...estimator.spectrum(map)])
    }
    return { ell: estimator.ell, cl }
  })
}

async function readMask(path: string, rows: number, columns: number): Promise<Float64Array> {
  const mask = await readPictures(path)
  if (mask.count !== 1 || mask.rows !== rows || mask.columns !== columns) {
    throw refused(path, 'shape', `${mask.rows} x ${mask.columns} does not fit maps of ${rows} x ${columns}`)
  }
  const weights = mask.picture(0)
  const odd = weights.findIndex((weight) => !(weight >= 0 && Number.isFinite(weight)))
  if (odd >= 0) {
    const place = `row ${Math.floor(odd / columns)}, column ${odd % columns}`
    throw refused(path, place, `${weights[odd]} is no weight; 1 keeps a pixel, 0 drops it`)
  }
  return weights
}
