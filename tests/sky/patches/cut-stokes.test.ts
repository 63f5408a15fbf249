import { describe, expect, it } from 'vitest'
import { fillStokes, stokesRings } from '../../../src-main/sky/patches/cut-stokes.ts'
import { DEGREE } from '../../../src-shared/sky/position.ts'
import { toVector } from '../../../src-shared/sky/frames.ts'
import type { Frame } from '../../../src-shared/sky/healpix/map.ts'
import { pix2angRing } from '../../../src-shared/sky/healpix/pix2ang.ts'
import { transported } from '../../../src-shared/sky/parallel-transport.ts'
import { tangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import { pixelOffset } from '../../../src-shared/sky/projection/patch-pixels.ts'
import reference from '../../reference/stokes-patches.json' with { type: 'json' }

const mapOf = (nside: number, at: (pixel: number) => [q: number, u: number]) => {
  const both = Array.from({ length: 12 * nside ** 2 }, (_, pixel) => at(pixel))
  return {
    nside,
    q: Float64Array.from(both, ([q]) => q),
    u: Float64Array.from(both, ([, u]) => u),
    rings: stokesRings(nside),
  }
}
const cut = (
  map: ReturnType<typeof mapOf>,
  place: { lon: number; lat: number },
  size: number,
  width: number,
  frame: Frame = 'G',
) => {
  const [q, u] = [new Float64Array(size ** 2), new Float64Array(size ** 2)]
  fillStokes(map, tangentPlane(place.lon, place.lat, frame), { size, width }, q, u)
  return { q, u }
}

describe.each(reference.patches)('a patch of nside $nside in frame $frame at $lon, $lat', (patch) => {
  it('has the Q and U of healpy’s rotated frames', () => {
    const map = mapOf(patch.nside, (pixel) => [Math.sin(pixel / 9) + 0.3, Math.cos(pixel / 23) - 0.2])
    const { q, u } = cut(map, patch, patch.size, patch.width, patch.frame as Frame)
    const strength = Math.max(...patch.q.map((value, i) => Math.hypot(value, patch.u[i])))
    for (let i = 0; i < q.length; i++) {
      expect(Math.abs(q[i] - patch.q[i]) / strength).toBeLessThan(1e-11)
      expect(Math.abs(u[i] - patch.u[i]) / strength).toBeLessThan(1e-11)
    }
  })
})

/** Position angle from one position to another, from north through east, radians (spherical trigonometry). */
function bearing([l, b]: [number, number], [toL, toB]: [number, number]): number {
  const turn = (toL - l) * DEGREE
  const [sin, cos] = [Math.sin, Math.cos].map((f) => [f(b * DEGREE), f(toB * DEGREE)])
  return Math.atan2(Math.sin(turn) * cos[1], cos[0] * sin[1] - sin[0] * cos[1] * Math.cos(turn))
}

describe.each([
  [20, 10],
  [100, 84],
  [0, 90],
  [33, -90],
])('around %d, %d', (lon, lat) => {
  it('a field along the patch’s north, carried along great circles, is Q = 1 and U = 0 in every pixel', () => {
    const map = mapOf(16, (pixel) => {
      const place = pix2angRing(16, pixel)
      // Along a great circle, the angle with its direction stays the same.
      const angle = bearing(place, [lon, lat]) + Math.PI - bearing([lon, lat], place)
      return [Math.cos(2 * angle), -Math.sin(2 * angle)]
    })
    const { q, u } = cut(map, { lon, lat }, 9, 20)
    q.forEach((value) => expect(value).toBeCloseTo(1, 11))
    u.forEach((value) => expect(Math.abs(value)).toBeLessThan(1e-11))
  })

  it('a field towards the centre (E modes only) points to it in every pixel', () => {
    const map = mapOf(128, (pixel) => {
      const angle = bearing(pix2angRing(128, pixel), [lon, lat])
      return [Math.cos(2 * angle), -Math.sin(2 * angle)]
    })
    const { q, u } = cut(map, { lon, lat }, 9, 16)
    q.forEach((value, i) => {
      const [xi, eta] = pixelOffset({ size: 9, width: 16 }, Math.floor(i / 9), i % 9)
      if (i === 40) return
      const angle = Math.atan2(xi, eta)
      // Within the error of the interpolation between pixels of half a degree, 2 degrees or more from the centre.
      expect(value).toBeCloseTo(Math.cos(2 * angle), 1)
      expect(u[i]).toBeCloseTo(-Math.sin(2 * angle), 1)
    })
  })
})

describe('the transport of one position', () => {
  it('to the centre itself changes nothing, and the turn keeps Q^2 + U^2', () => {
    const plane = tangentPlane(70, 50)
    const [q, u] = transported(plane, toVector(70, 50), 0.3, -2)
    expect([q, u].map((value) => Number(value.toFixed(12)))).toEqual([0.3, -2])
    const [farQ, farU] = transported(plane, toVector(180, 40), 0.3, -2)
    expect(Math.hypot(farQ, farU)).toBeCloseTo(Math.hypot(0.3, 2), 12)
  })
})

it('a missing Q or U leaves both missing', () => {
  const map = mapOf(8, (pixel) => [pixel % 2 ? NaN : 1, 1])
  const { q, u } = cut(map, { lon: 5, lat: 50 }, 3, 10)
  expect([...q, ...u].every(Number.isNaN)).toBe(true)
})
