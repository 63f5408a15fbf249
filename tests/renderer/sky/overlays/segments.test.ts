import { describe, expect, it } from 'vitest'
import { segmentSpacing } from '../../../../src-renderer/sky/overlays/choices.ts'
import { drawnSegments, segmentsOf } from '../../../../src-renderer/sky/overlays/segments.ts'
import { viewGrid } from '../../../../src-shared/sky/overlay/view-grid.ts'
import { polarisationAngle } from '../../../../src-shared/sky/derivation.ts'
import { tangentScreen } from '../tangent-screen.ts'

const view = { projection: 'TAN', lon: 0, lat: 0, fov: 20, width: 400, height: 300 } as const
const grid = viewGrid(view, segmentSpacing)
const all = (value: number) => new Float32Array(grid.columns * grid.rows).fill(value)
const screen = tangentScreen({ lon: 0, lat: 0, fov: 20 })
const drawn = (segments: ReturnType<typeof segmentsOf>, frame: 'G' | 'C' = 'G') =>
  drawnSegments(segments, frame, screen.project, 20 / 400)
const lengthOf = ([[x0, y0], [x1, y1]]: readonly (readonly [number, number])[]) => Math.hypot(x1 - x0, y1 - y0)

describe('polarisation segments', () => {
  it('of Q = 1, U = 0 lie along the meridians, and the magnetic field across', () => {
    const angles = all(polarisationAngle(1, 0, 'COSMO'))
    for (const [[x0, y0], [x1, y1]] of drawn(segmentsOf(view, angles, null, 'polarisation')))
      expect(Math.abs(x1 - x0) / Math.abs(y1 - y0)).toBeLessThan(0.04)
    for (const [[x0, y0], [x1, y1]] of drawn(segmentsOf(view, angles, null, 'magnetic field')))
      expect(Math.abs(y1 - y0) / Math.abs(x1 - x0)).toBeLessThan(0.04)
  })

  it('of U = 1 lean to the left of north by the IAU, where east is, and to the right in HEALPix’s convention', () => {
    for (const [convention, side] of [
      ['IAU', -1],
      ['COSMO', 1],
    ] as const) {
      const segments = segmentsOf(view, all(polarisationAngle(0, 1, convention)), null, 'polarisation')
      for (const [a, b] of drawn(segments)) {
        const [low, high] = a[1] > b[1] ? [a, b] : [b, a]
        expect(Math.sign(high[0] - low[0])).toBe(side)
      }
    }
  })

  it('lie on a regular grid, and have the length of their fraction', () => {
    const constant = drawn(segmentsOf(view, all(0), null, 'polarisation'))
    expect(constant).toHaveLength(grid.columns * grid.rows)
    const fraction = drawn(segmentsOf(view, all(0), all(0.05), 'polarisation'))
    for (const one of fraction) expect(lengthOf(one)).toBeCloseTo(segmentSpacing / 2, 6)
    const extreme = drawn(segmentsOf(view, all(0), all(3), 'polarisation'))
    expect(lengthOf(extreme[0])).toBeLessThan(3 * segmentSpacing)
  })

  it('are none where the angle or the fraction is missing', () => {
    const angles = all(30)
    angles.fill(NaN, 1)
    expect(segmentsOf(view, angles, null, 'polarisation')).toHaveLength(1)
    expect(segmentsOf(view, all(30), all(NaN), 'polarisation')).toEqual([])
    expect(segmentsOf(view, all(30), all(0), 'polarisation')).toEqual([])
  })

  it('of an equatorial map refer to its north, 58.6 degrees east of the Galactic one at the Galactic centre', () => {
    const [line] = drawn([{ lon: 0, lat: 0, angle: 0, length: 10 }], 'C')
    const [[x0, y0], [x1, y1]] = line
    // The celestial pole is at l 122.932, b 27.128: tan of its position angle = sin l cos b / sin b.
    const angle = (Math.atan2(-(x1 - x0), -(y1 - y0)) * 180) / Math.PI
    expect(((angle % 180) + 180) % 180).toBeCloseTo(58.6, 1)
  })

  it('are left out where the edge of the sky tears them', () => {
    const torn = (lon: ArrayLike<number>) => Array.from(lon).flatMap((_, i) => [i % 2 === 0 ? 0 : 400, 100])
    expect(drawnSegments([{ lon: 180, lat: 0, angle: 90, length: 10 }], 'G', torn, 1)).toEqual([])
  })
})
