import { expect, test } from 'vitest'
import { convert } from '../../../../src-shared/sky/frames.ts'
import { ang2pix } from '../../../../src-shared/sky/healpix/ang2pix.ts'
import type { HealpixMap } from '../../../../src-shared/sky/healpix/map.ts'
import { mollweidePicture } from '../../../../src-shared/sky/projection/mollweide-picture.ts'
import reference from '../../../reference/healpix.json' with { type: 'json' }

const numbers = (frame: HealpixMap['frame'] = 'G'): HealpixMap => ({
  nside: 4,
  ordering: 'RING',
  frame,
  values: Float32Array.from({ length: 192 }, (_, i) => i),
})

const width = 1000
const { lon, lat, x, y } = reference.mollweide
/** Position in the picture of healpy's projection, whose x runs from -2 to 2 and whose y from -1 to 1. */
const placeOf = (i: number) => Math.floor(((y[i] + 1) / 2) * (width / 2)) * width + Math.floor(((x[i] + 2) / 4) * width)
/** Positions away from the poles; there, a pixel of the picture is narrower than one of the map. */
const places = lon.map((_, i) => i).slice(8)

test('positions show their pixel’s value where healpy’s Mollweide projection puts them', () => {
  const picture = mollweidePicture(numbers(), width)
  for (const i of places) expect(picture[placeOf(i)]).toBe(ang2pix(4, 'RING', lon[i], lat[i]))
})

test('an equatorial map is shown on Galactic axes', () => {
  const picture = mollweidePicture(numbers('C'), width)
  for (const i of places) expect(picture[placeOf(i)]).toBe(ang2pix(4, 'RING', ...convert('G', 'C', lon[i], lat[i])))
})

test('the picture is an ellipse: NaN in the corners, pi / 4 of the area filled', () => {
  const picture = mollweidePicture(numbers(), width)
  expect([0, width - 1, picture.length - 1, picture.length - width].every((i) => Number.isNaN(picture[i]))).toBe(true)
  const filled = picture.reduce((sum, value) => sum + Number(!Number.isNaN(value)), 0) / picture.length
  expect(filled).toBeCloseTo(Math.PI / 4, 3)
})
