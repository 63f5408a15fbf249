import { describe, expect, it } from 'vitest'
import { cutChannels } from '../../../src-main/sky/patches/cut-channels.ts'
import { convert } from '../../../src-shared/sky/frames.ts'
import type { Frame } from '../../../src-shared/sky/healpix/map.ts'
import { madeHealpix } from '../../application/made-map.ts'
import { tangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import { stokesTurn, stokesTurnAt } from '../../../src-shared/sky/parallel-transport.ts'
import { toVector } from '../../../src-shared/sky/frames.ts'
import { imageProjection } from '../../../src-shared/sky/projection/wcs/image-projection.ts'
import type { CelestialWcs } from '../../../src-shared/sky/projection/wcs/celestial-wcs.ts'

/** An image of `side` degrees a pixel, with its reference point at (0, 0). */
const wcsOf = (projection: 'CAR' | 'TAN', width: number, height: number, side: number, crval: [number, number]) =>
  ({
    ...{ projection, parameters: [], crpix: [(width + 1) / 2, (height + 1) / 2], crval },
    cd: [
      [-side, 0],
      [0, side],
    ],
    ...{ fiducial: null, offset: false, lonPole: null, latPole: null, sip: null },
  }) satisfies CelestialWcs

/** Q and U of an image whose polarisation lies along the north of a patch, carried along great circles: Q = 1 there. */
function along(wcs: CelestialWcs, width: number, height: number, frame: Frame, place: { lon: number; lat: number }) {
  const { toSky } = imageProjection(wcs)
  const plane = tangentPlane(place.lon, place.lat, frame)
  const turn = new Float64Array(2)
  const [q, u] = [new Float32Array(width * height), new Float32Array(width * height)]
  for (let i = 0; i < q.length; i++) {
    const sky = toSky(i % width, Math.floor(i / width))
    if (!sky) continue
    stokesTurnAt(plane, ...sky, turn)
    q[i] = turn[0]
    u[i] = -turn[1]
  }
  return { field: { width, height, frame, wcs, values: q }, q, u }
}

describe.each([
  ['a whole sky in plate carrée, Galactic', 'CAR', 180, 91, 2, [0, 0], 'G', { lon: 200, lat: 30 }],
  ['its pole, where each pixel has axes of its own', 'CAR', 180, 91, 2, [0, 0], 'G', { lon: 10, lat: 88 }],
  ['an equatorial image near the pole', 'TAN', 60, 60, 0.5, [40, 86], 'C', { lon: 123, lat: 27 }],
  ['an ecliptic image', 'TAN', 80, 80, 0.5, [30, -20], 'E', { lon: 0, lat: 0 }],
] as const)('Q and U of %s', (_, projection, width, height, side, crval, frame, near) => {
  const wcs = wcsOf(projection, width, height, side, [...crval])
  const place = projection === 'TAN' ? galacticOf(frame, crval) : near

  it('are turned pixel by pixel to the patch’s own axes', () => {
    const { field, q, u } = along(wcs, width, height, frame, place)
    const cut = cutChannels(field, { channels: 'QU', q, u }, place, { size: 9, width: 8 })
    cut[0].forEach((value) => expect(value).toBeCloseTo(1, 6))
    cut[1].forEach((value) => expect(Math.abs(value)).toBeLessThan(1e-6))
  })
})

function galacticOf(frame: Frame, crval: readonly [number, number]) {
  const [lon, lat] = convert(frame, 'G', ...crval)
  return { lon, lat }
}

it('pixels outside the image, or without data in one of the two, are missing in both', () => {
  const wcs = wcsOf('TAN', 20, 20, 0.5, [40, 0])
  const { field, q, u } = along(wcs, 20, 20, 'G', { lon: 40, lat: 0 })
  u[0] = NaN
  const [cutQ, cutU] = cutChannels(field, { channels: 'QU', q, u }, { lon: 44, lat: 0 }, { size: 5, width: 4 })
  expect(cutQ.map((value) => Number(Number.isNaN(value)))).toEqual(cutU.map((value) => Number(Number.isNaN(value))))
  expect([cutQ[0], cutQ[4]].map(Number.isNaN)).toEqual([true, false])
})

it('I is cut as for itself, before Q and U', () => {
  const map = madeHealpix((lon, lat) => lon + lat, 8)
  const q = map.values.map(() => 0)
  const place = { lon: 30, lat: 40 }
  const geometry = { size: 4, width: 5 }
  const parts = cutChannels(map, { channels: 'IQU', q, u: q }, place, geometry)
  expect(parts).toHaveLength(3)
  expect(parts[0]).toEqual(cutChannels(map, null, place, geometry)[0])
  expect([...parts[1]]).toEqual(new Array(16).fill(0))
})

it('away from the poles the turn is that of the position’s vector', () => {
  const plane = tangentPlane(70, 50, 'C')
  const [one, two] = [new Float64Array(2), new Float64Array(2)]
  for (const [lon, lat] of [
    [70, 50],
    [10, -60],
    [250, 89.9],
  ]) {
    stokesTurn(plane, ...toVector(lon, lat), one)
    stokesTurnAt(plane, lon, lat, two)
    two.forEach((value, i) => expect(value).toBeCloseTo(one[i], 10))
  }
})
