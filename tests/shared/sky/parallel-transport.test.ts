import { describe, expect, it } from 'vitest'
import { dot, toVector, type Vector } from '../../../src-shared/sky/frames.ts'
import { stokesTurn, transported } from '../../../src-shared/sky/parallel-transport.ts'
import { DEGREE } from '../../../src-shared/sky/position.ts'
import { tangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'

/** Angle by which Q and U turn at a position, degrees in (-90, 90]: half that of (Q, U). */
function turnAt(lon: number, lat: number, to: [number, number], rotation = 0): number {
  const turn = new Float64Array(2)
  stokesTurn(tangentPlane(lon, lat, 'G', rotation), ...toVector(...to), turn)
  expect(Math.hypot(...turn)).toBeCloseTo(1, 12)
  return Math.atan2(turn[1], turn[0]) / 2 / DEGREE
}

describe('the axes of a patch at a position', () => {
  it.each([
    [0, 0],
    [120, 55],
    [359.9, -89],
  ])('are the sky’s own at the centre, at %d, %d', (lon, lat) => {
    expect(turnAt(lon, lat, [lon, lat])).toBeCloseTo(0, 9)
  })

  it('are those of the sky along the meridian of the centre, and along the equator', () => {
    for (const lat of [-60, -10, 25, 80]) expect(turnAt(40, 20, [40, lat])).toBeCloseTo(0, 12)
    for (const lon of [-80, 5, 90, 170]) expect(turnAt(0, 0, [lon, 0])).toBeCloseTo(0, 12)
  })

  it('are turned as meridians converge: by the longitude times the sine of the latitude, nearby', () => {
    for (const lat of [70, 30, -45]) {
      const turned = turnAt(10, lat, [10.01, lat])
      expect(turned / (0.01 * Math.sin(lat * DEGREE))).toBeCloseTo(1, 5)
    }
  })

  it('are turned around a pole by the whole longitude', () => {
    for (const [lat, sign] of [
      [90, 1],
      [-90, -1],
    ])
      for (const lon of [-80, -10, 30, 75]) expect(turnAt(0, lat, [lon, sign * 80])).toBeCloseTo(sign * lon, 8)
  })

  it('turn with the patch', () => {
    const [plain, turned] = [0, 25].map((rotation) => turnAt(80, -35, [84, -31], rotation))
    expect(plain - turned).toBeCloseTo(-25, 9)
  })

  it('come around a triangle on the sky turned by its area (Gauss and Bonnet)', () => {
    // The octant from the pole to the equator and along it, an eighth of the sphere: pi / 2.
    const along = (from: Vector, to: Vector, vector: Vector) => {
      const factor = dot(to, vector) / (1 + dot(from, to))
      return vector.map((each, i) => each - factor * (from[i] + to[i])) as unknown as Vector
    }
    const corners: Vector[] = [toVector(0, 90), toVector(0, 0), toVector(90, 0), toVector(0, 90)]
    let carried: Vector = [1, 0, 0]
    for (let i = 0; i < 3; i++) carried = along(corners[i], corners[i + 1], carried)
    expect(Math.abs(carried[0])).toBeLessThan(1e-12)
    // The same three sides by the turns on their ends: Q and U at the pole see two meridians 90 degrees apart.
    const atPole = turnAt(0, 0, [0, 89.999]) - turnAt(90, 0, [90, 89.999])
    expect(atPole).toBeCloseTo(0, 9)
    expect(Math.abs(turnAt(0, 90, [89.999, 0]))).toBeCloseTo(89.999, 8)
  })
})

describe('Q and U on the axes of a patch', () => {
  const plane = tangentPlane(33, 62)

  it('keep their strength, and come back from the opposite angle', () => {
    const at = toVector(50, 55)
    const [q, u] = transported(plane, at, 3, -4)
    expect(Math.hypot(q, u)).toBeCloseTo(5, 12)
    expect(Math.abs(q - 3)).toBeGreaterThan(0.1)
    const turn = new Float64Array(2)
    stokesTurn(plane, ...at, turn)
    expect(q * turn[0] + u * turn[1]).toBeCloseTo(3, 12)
    expect(u * turn[0] - q * turn[1]).toBeCloseTo(-4, 12)
  })

  it('are missing where either is', () => {
    expect(transported(plane, toVector(50, 55), NaN, 1)).toEqual([NaN, NaN])
  })
})
