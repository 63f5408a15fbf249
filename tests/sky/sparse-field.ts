import { npixOf, type HealpixMap } from '../../src-shared/sky/healpix/map.ts'
import { pixelList } from '../../src-shared/sky/healpix/pixel-list.ts'
import { ringNumbers } from '../../src-shared/sky/healpix/ring-numbers.ts'
import type { SparseMap } from '../../src-shared/sky/healpix/sparse-map.ts'

/**
 * The same partial map with an array of all pixels and with a list of some: two squares of the NESTED order, with holes,
 * and a part of each cap, of values that are sums of many digits.
 */
export function bothForms(nside: number): { dense: HealpixMap; sparse: SparseMap } {
  const npix = npixOf(nside)
  const values = new Float32Array(npix).fill(NaN)
  const side = npix / 48
  const square = new Int32Array(side)
  for (const number of [17, 30]) {
    ringNumbers(nside)(number * side, square)
    square.forEach((pixel, i) => (values[pixel] = i % 97 === 5 ? NaN : Math.sin(pixel) * 1e3))
  }
  for (let pixel = 0; pixel < 60; pixel++) values[pixel] = values[npix - 1 - pixel] = 1 + Math.cos(pixel)
  const given = Array.from(values.keys()).filter((pixel) => !Number.isNaN(values[pixel]) || pixel % 5000 === 1)
  const shape = { nside, ordering: 'RING', frame: 'G' } as const
  return {
    dense: { ...shape, values },
    sparse: { ...shape, values: Float32Array.from(given, (pixel) => values[pixel]), list: pixelList(npix, given) },
  }
}
