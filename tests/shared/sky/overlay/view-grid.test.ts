import { describe, expect, it } from 'vitest'
import { inView, positionsOfGrid, skyEdge, skyOfView, viewGrid } from '../../../../src-shared/sky/overlay/view-grid.ts'
import { mollweideInverse } from '../../../../src-shared/sky/projection/mollweide.ts'
import type { SkyViewGeometry } from '../../../../src-shared/sky/projection/wcs-of-view.ts'

const view: SkyViewGeometry = { projection: 'MOL', lon: 0, lat: 0, fov: 360, width: 400, height: 200 }

describe('the grid of a view', () => {
  it('covers it, with a point beyond each edge', () => {
    const grid = viewGrid(view, 8)
    expect(grid).toEqual({ columns: 52, rows: 27, step: 8 })
    expect(inView(grid, 0, 0)).toEqual([-4, -4])
    const [x, y] = inView(grid, grid.columns - 1, grid.rows - 1)
    expect([x > 400, y > 200]).toEqual([true, true])
  })

  it('has the positions of the plain Mollweide ellipse: north above, longitude growing to the left', () => {
    const grid = viewGrid(view, 20)
    const positions = positionsOfGrid(view, grid)
    for (let row = 0; row < grid.rows; row++)
      for (let column = 0; column < grid.columns; column++) {
        const [x, y] = inView(grid, column, row)
        const [lon, lat] = positions.subarray(2 * (row * grid.columns + column))
        const wanted = mollweideInverse((200 - x) / 200, (100 - y) / 100)
        if (!wanted) expect(lon).toBeNaN()
        else {
          expect(lon).toBeCloseTo(wanted.lon, 9)
          expect(lat).toBeCloseTo(wanted.lat, 9)
        }
      }
  })

  it('has the centre of the view in its middle, in every projection', () => {
    for (const projection of ['MOL', 'SIN', 'TAN', 'STG'] as const)
      for (const [lon, lat] of [
        [0, 0],
        [212, -19],
        [359.5, 89],
      ]) {
        const found = skyOfView({ ...view, projection, lon, lat, fov: 20 })(200, 100)!
        expect(found[1]).toBeCloseTo(lat, 9)
        expect(((found[0] - lon + 540) % 360) - 180).toBeCloseTo(0, 9)
      }
  })
})

describe('the edge of the sky', () => {
  it('is an ellipse or a disc, beyond which there are no positions', () => {
    for (const [projection, fov, lat] of [
      ['MOL', 360, 0],
      ['MOL', 500, 40],
      ['SIN', 180, 0],
      ['SIN', 240, -30],
      ['SIN', 150, 0],
    ] as const) {
      const seen = { ...view, projection, fov, lat, height: 600 }
      const [a, b] = skyEdge(seen)!
      const toSky = skyOfView(seen)
      for (const angle of [0.3, 2, 4]) {
        const at = (share: number) => toSky(200 + share * a * Math.cos(angle), 300 + share * b * Math.sin(angle))
        expect([at(0.999) !== null, at(1.001)]).toEqual([true, null])
      }
    }
  })

  it('is none in projections without one', () => {
    expect(skyEdge({ ...view, projection: 'TAN', fov: 60 })).toBeNull()
    expect(skyEdge({ ...view, projection: 'STG', fov: 60 })).toBeNull()
  })
})
