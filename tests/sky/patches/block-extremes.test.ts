import { expect, it } from 'vitest'
import { interpolationWeights } from '../../../src-shared/sky/healpix/interpolation-weights.ts'
import { tangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import { patchPixels } from '../../../src-shared/sky/projection/patch-pixels.ts'
import { blockExtremes, extremesAround } from '../../../src-main/sky/patches/block-extremes.ts'

it('blocks of 64 pixels have their range, and whether a value is missing', () => {
  const values = Float32Array.from({ length: 192 }, (_, i) => i)
  values[70] = NaN
  const { min, max, missing } = blockExtremes(values)
  expect([[...min], [...max], [...missing]]).toEqual([
    [0, 64, 128],
    [63, 127, 191],
    [0, 1, 0],
  ])
})

it.each([
  [1, 20, 10],
  [2, 359, 90],
  [16, 0, 0],
  [16, 180, -89],
  [64, 359.9, 41.8],
  [64, 12, -66],
])('the bounds around a patch hold every pixel that it reads (nside %i, l %d, b %d)', (nside, lon, lat) => {
  const plane = tangentPlane(lon, lat)
  const geometry = { size: 9, width: 20 }
  const positions = patchPixels(plane, geometry)
  const read = new Set([...positions.lon].flatMap((l, i) => interpolationWeights(nside, l, positions.lat[i]).pixels))
  for (const pixel of read) {
    const values = new Float32Array(12 * nside ** 2).fill(1)
    values[pixel] = -5
    const radius = Math.atan((Math.SQRT1_2 * geometry.width * Math.PI) / 180)
    expect(extremesAround(plane, radius, nside, blockExtremes(values)).min, `pixel ${pixel}`).toBe(-5)
  }
})
