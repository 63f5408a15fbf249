import { describe, expect, it } from 'vitest'
import { emptyField, interpolateAxes, type AxisField } from '../../../../src-shared/sky/overlay/axis-field.ts'
import { axesOnView } from '../../../../src-shared/sky/overlay/axes-on-view.ts'
import { lightAndDark } from '../../../../src-shared/sky/overlay/light-and-dark.ts'
import { integrateLines, whiteNoise } from '../../../../src-shared/sky/overlay/line-integrals.ts'
import { positionsOfGrid, viewGrid } from '../../../../src-shared/sky/overlay/view-grid.ts'
import type { ViewProjection } from '../../../../src-shared/sky/projection/wcs-of-view.ts'

const side = 96
const half = 12
/** A field with the same direction everywhere, radians from rightwards towards downwards. */
function uniform(angle: number): AxisField {
  const field = emptyField(side, side)
  field.x.fill(Math.cos(angle))
  field.y.fill(Math.sin(angle))
  return field
}
function textureOf(field: AxisField): Float32Array {
  const values = new Float32Array(field.width * field.height)
  integrateLines(field, whiteNoise(values.length), half, [0, field.height], values)
  return values
}
/** Correlation of a texture with itself at a distance, away from the edges. */
function correlation(values: Float32Array, right: number, down: number): number {
  let [product, square] = [0, 0]
  for (let row = 20; row < side - 20; row++)
    for (let column = 20; column < side - 20; column++) {
      const here = values[row * side + column]
      product += here * values[(row + down) * side + column + right]
      square += here * here
    }
  return product / square
}

describe('line integral convolution', () => {
  it('of a uniform field gives streaks along it: alike along the field, unlike across', () => {
    const level = textureOf(uniform(0))
    expect(correlation(level, 6, 0)).toBeGreaterThan(0.6)
    expect(Math.abs(correlation(level, 0, 3))).toBeLessThan(0.15)
  })

  it('turns the streaks with the field', () => {
    const upright = textureOf(uniform(Math.PI / 2))
    expect(correlation(upright, 0, 6)).toBeGreaterThan(0.6)
    expect(Math.abs(correlation(upright, 3, 0))).toBeLessThan(0.15)
    const falling = textureOf(uniform(Math.PI / 4))
    expect(correlation(falling, 4, 4)).toBeGreaterThan(0.5)
    expect(Math.abs(correlation(falling, 4, -4))).toBeLessThan(0.15)
  })

  it('along a row is the noise weighted by a Hann window', () => {
    const noise = whiteNoise(side * side)
    const [row, column] = [40, 50]
    let [sum, squares] = [0, 0]
    for (let k = -half; k <= half; k++) {
      const weight = Math.cos((Math.PI * k) / (2 * (half + 1))) ** 2
      sum += weight * noise[row * side + column + k]
      squares += weight ** 2
    }
    expect(textureOf(uniform(0))[row * side + column]).toBeCloseTo(sum / Math.sqrt(squares), 5)
  })

  it('does not depend on the sense of a direction', () => {
    const mixed = uniform(0.3)
    for (let at = 0; at < side * side; at += 3) [mixed.x[at], mixed.y[at]] = [-mixed.x[at], -mixed.y[at]]
    expect(textureOf(mixed)).toEqual(textureOf(uniform(0.3)))
  })

  it('is missing where directions are, and takes nothing from beyond', () => {
    const field = uniform(0)
    for (let row = 0; row < side; row++) field.x.fill(NaN, row * side + 48, row * side + 60)
    const values = textureOf(field)
    for (let row = 0; row < side; row++) {
      expect(values.subarray(row * side + 48, row * side + 60).every(Number.isNaN)).toBe(true)
      expect(values.subarray(row * side, row * side + 48).some(Number.isNaN)).toBe(false)
    }
    const noise = whiteNoise(side * side)
    noise.fill(1e6, 60, side)
    const beside = new Float32Array(side * side)
    integrateLines(field, noise, half, [0, 1], beside)
    expect(Math.max(...beside.subarray(0, 48))).toBeLessThan(10)
  })

  it('has about the variance of the noise however long its lines are, one pixel among them', () => {
    const values = textureOf(uniform(1))
    const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length
    expect(variance).toBeGreaterThan(0.8)
    expect(variance).toBeLessThan(1.3)
    const [one, noise] = [emptyField(1, 1), whiteNoise(1)]
    ;[one.x[0], one.y[0]] = [1, 0]
    expect(textureOf(one)).toEqual(noise)
  })

  it('is the same each time, whatever rows are computed at once', () => {
    const field = uniform(2)
    const [all, parts] = [textureOf(field), new Float32Array(side * side)]
    const noise = whiteNoise(side * side)
    for (let row = 0; row < side; row += 7) integrateLines(field, noise, half, [row, Math.min(side, row + 7)], parts)
    expect(parts).toEqual(all)
  })
})

describe('light and dark of a texture', () => {
  it('are white above zero, black below, more opaque with size, and transparent where missing', () => {
    const pixels = lightAndDark([1, -1, 0.5, NaN, 0])
    const of = (at: number) => Array.from(pixels.subarray(4 * at, 4 * at + 4))
    expect(of(0).slice(0, 3)).toEqual([255, 255, 255])
    expect(of(1).slice(0, 3)).toEqual([0, 0, 0])
    expect(of(0)[3]).toBe(of(1)[3])
    expect(of(2)[3]).toBeCloseTo(of(0)[3] / 2, -0.5)
    expect([of(3)[3], of(4)[3]]).toEqual([0, 0])
  })
  it('are none of a texture that is missing or zero everywhere', () => {
    expect(lightAndDark([NaN, 0]).every((part) => part === 0)).toBe(true)
    expect(lightAndDark([])).toHaveLength(0)
  })
})

describe('directions of the sky on a view', () => {
  const geometry = (projection: ViewProjection, fov: number) => ({
    ...{ projection, fov, lon: 30, lat: 10, width: 200, height: 120 },
  })
  const middle = 60 * 200 + 100
  function fieldOf(view: ReturnType<typeof geometry>, angleAt: (lon: number, lat: number) => number, frame: 'G' | 'C') {
    const grid = viewGrid(view, 8)
    const positions = positionsOfGrid(view, grid)
    const angles = Float32Array.from({ length: positions.length / 2 }, (_, at) =>
      angleAt(positions[2 * at], positions[2 * at + 1]),
    )
    const field = emptyField(view.width, view.height)
    interpolateAxes(axesOnView(view, grid, angles, frame), [0, view.height], field)
    return field
  }

  it.each([
    ['MOL', 360],
    ['SIN', 180],
    ['TAN', 20],
    ['STG', 60],
  ] as const)('point up for north and to the left for east at the centre of %s', (projection, fov) => {
    const view = geometry(projection, fov)
    const north = fieldOf(view, () => 0, 'G')
    expect(Math.abs(north.y[middle])).toBeCloseTo(1, 2)
    const east = fieldOf(view, () => 90, 'G')
    expect(Math.abs(east.x[middle])).toBeCloseTo(1, 2)
    // Halfway to the left, which is the same axis as to the right and down.
    const between = fieldOf(view, () => 45, 'G')
    const at = middle
    if (projection !== 'MOL') expect(between.x[at] * between.y[at]).toBeCloseTo(0.5, 1)
  })

  it('reach the edge of the sky, and are missing where angles are', () => {
    const view = geometry('SIN', 180)
    const field = fieldOf(view, (lon) => (lon > 30 && lon < 60 ? NaN : 20), 'G')
    const missing = (column: number, row: number) => Number.isNaN(field.x[row * 200 + column])
    // 25 degrees east of the centre, and as far west.
    expect([missing(100 - 30, 62), missing(100 + 30, 62)]).toEqual([true, false])
    for (const column of [2, 197]) expect(missing(column, 60)).toBe(false)
  })

  it('average across north, where angles of 1 and 179 degrees meet', () => {
    const grid = viewGrid({ width: 16, height: 16 }, 8)
    const axes = (angle: number) => (2 * angle * Math.PI) / 180
    const angles = Float64Array.from({ length: grid.columns * grid.rows }, (_, at) => (at % 2 ? 1 : 179))
    const field = emptyField(16, 16)
    interpolateAxes(
      { grid, cos: angles.map((a) => Math.cos(axes(a))), sin: angles.map((a) => Math.sin(axes(a))) },
      [0, 16],
      field,
    )
    expect(Math.min(...field.x.map(Math.abs))).toBeGreaterThan(0.99)
  })

  it('of an equatorial map are turned to the Galactic view', () => {
    // As tests/renderer/sky/overlays/segments.test.ts: 58.6 degrees east of north at the Galactic centre.
    const view = { ...geometry('TAN', 4), lon: 0, lat: 0 }
    const field = fieldOf(view, () => 0, 'C')
    const at = middle
    const angle = (Math.atan2(-field.x[at], -field.y[at]) * 180) / Math.PI
    expect(((angle % 180) + 180) % 180).toBeCloseTo(58.6, 0)
  })
})
