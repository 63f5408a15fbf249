import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { valuesOfView } from '../../../src-main/application/maps/view-values.ts'
import { loadInterpolatedColumn } from '../../../src-main/application/maps/interpolated-column.ts'
import { mapResources } from '../../../src-main/application/maps/resources.ts'
import { viewValuesAddress } from '../../../src-preload/contract/map-views.ts'
import { pix2ang } from '../../../src-shared/sky/healpix/pix2ang.ts'
import { writeHealpixMap } from '../../../src-main/sky/fits/write-map.ts'
import { inView, skyOfView, viewGrid } from '../../../src-shared/sky/overlay/view-grid.ts'
import { askRoute } from '../ask-route.ts'
import { waves, writeMadeMap } from '../made-map.ts'
import { openSky } from '../sky-context.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-view-values-'))
const path = writeMadeMap(join(folder, 'made.fits'), waves, { nside: 64 })
const whole = { projection: 'MOL', lon: 0, lat: 0, fov: 360, width: 120, height: 60 } as const
const close = { projection: 'TAN', lon: 100, lat: 20, fov: 10, width: 80, height: 80 } as const

describe('values over a view', () => {
  it('are interpolated at each point of its grid, the uppermost row first', async () => {
    const column = await loadInterpolatedColumn(path, undefined)
    const { values, rows, columns } = await valuesOfView(column, { ...close, step: 4, sampling: 'interpolated' })
    expect([rows, columns]).toEqual([22, 22])
    const [grid, toSky] = [viewGrid(close, 4), skyOfView(close)]
    for (const [x, y] of [
      [0, 0],
      [21, 0],
      [10, 15],
    ])
      expect(values[y * columns + x]).toBeCloseTo(waves(...(toSky(...inView(grid, x, y))! as [number, number])), 1)
  })

  it('are missing beyond the sky', async () => {
    const column = await loadInterpolatedColumn(path, undefined)
    const { values, rows, columns } = await valuesOfView(column, { ...whole, step: 10, sampling: 'pixels' })
    const middle = Math.floor(rows / 2) * columns + Math.floor(columns / 2)
    expect([values[0], values[middle] > 5]).toEqual([NaN, true])
  })

  it('are means of a map that is finer than the grid: noise of neighbouring pixels cancels', async () => {
    let sign = 1
    const noisy = writeMadeMap(join(folder, 'noise.fits'), () => 5 + 4 * (sign = -sign), {
      nside: 64,
      ordering: 'NESTED',
    })
    const column = await loadInterpolatedColumn(noisy, undefined)
    const { values } = await valuesOfView(column, { ...whole, step: 10, sampling: 'interpolated' })
    const seen = values.filter((value) => !Number.isNaN(value))
    expect(seen.length).toBeGreaterThan(40)
    for (const value of seen) expect(value).toBeCloseTo(5, 5)
  })

  it('of an angle are those of the mean Q and U: one direction across the pole, in both conventions', async () => {
    const about = { projection: 'TAN', lon: 0, lat: 90, fov: 20, width: 220, height: 220, step: 22 } as const
    for (const [polcconv, sign] of [
      ['COSMO', -1],
      ['IAU', 1],
    ] as const) {
      // Parallel to the meridian of longitude 0: its position angle from north through east is the longitude.
      const file = join(folder, `${polcconv}.fits`)
      const sky = (value: (twice: number) => number) =>
        Float64Array.from({ length: 12 * 64 ** 2 }, (_, i) => value((2 * pix2ang(64, 'RING', i)[0] * Math.PI) / 180))
      const stokes = { Q_STOKES: sky(Math.cos), U_STOKES: sky((twice) => sign * Math.sin(twice)) }
      await writeHealpixMap(file, {
        ...{ nside: 64, ordering: 'RING', coordsys: 'G', history: [] },
        columns: Object.entries(stokes).map(([name, values]) => ({ name, unit: 'K', type: 'float64', values })),
        cards: [{ keyword: 'POLCCONV', value: polcconv }],
      })
      const column = await loadInterpolatedColumn(file, 'angle')
      const { values, columns } = await valuesOfView(column, { ...about, sampling: 'interpolated' })
      const [grid, toSky] = [viewGrid(about, about.step), skyOfView(about)]
      values.forEach((angle, i) => {
        const [lon] = toSky(...inView(grid, i % columns, Math.floor(i / columns)))!
        expect(Math.abs(((angle - lon + 540 + 90) % 180) - 90)).toBeLessThan(2)
      })
    }
  })

  it('are served to the window, and a wrong view is refused', async () => {
    const { context, call } = openSky()
    const { id } = await call('maps.open', { path })
    const address = viewValuesAddress(id, 0, { ...whole, step: 10, sampling: 'pixels' }).replace('/data', '')
    const response = await askRoute(mapResources, context, address)
    expect([response.status, response.headers.get('x-shape')]).toEqual([200, '8,14'])
    expect((await response.arrayBuffer()).byteLength).toBe(4 * 8 * 14)
    await expect(askRoute(mapResources, context, address.replace('MOL', 'HPX'))).rejects.toMatchObject({
      code: 'invalid-params',
    })
  })
})
