import { describe, expect, it } from 'vitest'
import { fieldSampler, isImage } from '../../../../src-shared/sky/field.ts'
import { imageSampler } from '../../../../src-shared/sky/image/image-sampler.ts'
import { reducedImage } from '../../../../src-shared/sky/image/reduced-image.ts'
import type { SkyImage } from '../../../../src-shared/sky/image/sky-image.ts'
import type { CelestialWcs } from '../../../../src-shared/sky/projection/wcs/celestial-wcs.ts'

const wcs = (changes: Partial<CelestialWcs> = {}): CelestialWcs => ({
  projection: 'CAR',
  parameters: [],
  crpix: [1, 1],
  cd: [
    [-1, 0],
    [0, 1],
  ],
  crval: [0, 0],
  ...{ fiducial: null, offset: false, lonPole: null, latPole: null, sip: null },
  ...changes,
})
/** Plate carrée as pixell writes it: the reference on the equator; the value of a pixel is its column + 100 row. */
const image = (width: number, height: number, changes: Partial<CelestialWcs> = {}): SkyImage => ({
  ...{ width, height, frame: 'C' },
  wcs: wcs(changes),
  values: Float32Array.from({ length: width * height }, (_, i) => (i % width) + 100 * Math.floor(i / width)),
})

describe('the values of an image', () => {
  it('are bilinear between pixels, and those of the outer pixels to their edges', () => {
    // Column 0 at longitude 10, growing to the west; row 0 at latitude -2.
    const { interpolate } = imageSampler(image(5, 4, { crval: [10, 0], crpix: [1, 3] }))
    expect(interpolate(10, -2)).toBeCloseTo(0, 9)
    expect(interpolate(8.75, -0.5)).toBeCloseTo(1.25 + 150, 9)
    expect(interpolate(10.49, -2.49)).toBeCloseTo(0, 9)
    expect(interpolate(10.51, -2)).toBeNaN()
    expect(interpolate(8, 1.51)).toBeNaN()
  })

  it('are missing where one of the four pixels is', () => {
    const holed = image(5, 5, { crpix: [1, 1] })
    holed.values[2 * 5 + 2] = NaN
    const { interpolate, nearest } = imageSampler(holed)
    expect(interpolate(-1.5, 1.5)).toBeNaN()
    expect(interpolate(-3.2, 3.2)).toBeCloseTo(323.2, 4)
    expect(nearest(-1.6, 1.6)).toBeNaN()
    expect(nearest(-1.4, 1.6)).toBe(201)
  })

  it('continue around the sky in a map of a whole turn, wherever it begins', () => {
    // 36 pixels of 10 degrees from longitude 175 to -175: between the last and the first is longitude 180.
    const cd = [
      [-10, 0],
      [0, 10],
    ] as const
    const whole = imageSampler(image(36, 3, { cd, crpix: [18.5, 2] }))
    expect(whole.interpolate(175, 0)).toBeCloseTo(100, 9)
    expect(whole.interpolate(-175, 0)).toBeCloseTo(135, 9)
    expect(whole.interpolate(180, 0)).toBeCloseTo(117.5, 9)
    // The reference far outside: longitude 350 is 35 pixels east of it, or one to the west.
    const shifted = imageSampler(image(36, 3, { cd, crpix: [-34, 2] }))
    expect(shifted.interpolate(10, 0)).toBeCloseTo(100, 9)
    expect(shifted.interpolate(350, 0)).toBeCloseTo(102, 9)
  })

  it('are those of a field, as of a HEALPix map', () => {
    const field = image(5, 5)
    expect(isImage(field)).toBe(true)
    expect(fieldSampler(field).nearest(-2, 3)).toBe(302)
    const healpix = {
      nside: 1,
      ordering: 'RING',
      frame: 'G',
      values: Float32Array.from({ length: 12 }, (_, i) => i),
    } as const
    expect(isImage(healpix)).toBe(false)
    expect(fieldSampler(healpix).nearest(45, 89)).toBe(0)
    expect(fieldSampler(healpix).interpolate(0, 90)).toBeCloseTo(1.5, 12)
  })
})

it('a reduced image has every k-th pixel, and at most as many as wanted', () => {
  const { values, width, height } = reducedImage(image(10, 4), 5)
  expect([width, height]).toEqual([5, 2])
  expect([...values]).toEqual([0, 2, 4, 6, 8, 200, 202, 204, 206, 208])
  expect(reducedImage(image(3, 2), 480)).toMatchObject({ width: 3, height: 2 })
})
