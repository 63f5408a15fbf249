import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { outlineMapFill } from '../../../src-main/application/inpainted-maps/outline-map-fill.ts'
import type { MapFillRequest } from '../../../src-main/application/inpainted-maps/map-fill-request.ts'
import { writeHealpixMap, type WrittenMap } from '../../../src-main/sky/fits/write-map.ts'
import { mapFillSchema } from '../../../src-preload/contract/inpainted-maps.ts'
import { npixOf } from '../../../src-shared/sky/healpix/map.ts'
import { pix2ang } from '../../../src-shared/sky/healpix/pix2ang.ts'
import type { Source } from '../../../src-shared/sky/sources/source.ts'
import { waves } from '../made-map.ts'

export const nside = 64

/** A folder for one test file, with maps and lists of sources. */
export function madeHoles() {
  const root = mkdtempSync(join(tmpdir(), 'cirrus-holes-'))
  afterAll(() => rmSync(root, { recursive: true, force: true }))
  const at = (...names: string[]) => join(root, ...names)
  return {
    at,

    async map(name: string, changes: Partial<Pick<WrittenMap, 'ordering' | 'coordsys' | 'pixels'>> = {}) {
      const { ordering = 'RING', coordsys = 'G', pixels } = changes
      const numbers = pixels ?? Uint32Array.from({ length: npixOf(nside) }, (_, pixel) => pixel)
      const values = Float32Array.from(numbers, (pixel) => waves(...pix2ang(nside, ordering, pixel)))
      const column = { name: 'I', unit: 'MJy/sr', type: 'float32', values } as const
      await writeHealpixMap(at(name), { nside, ordering, coordsys, pixels, columns: [column], cards: [], history: [] })
      return at(name)
    },

    sources(name: string, discs: Source[]) {
      const rows = discs.map(({ lon, lat, radius }) => `${lon},${lat},${radius}\n`)
      writeFileSync(at(name), ['lon,lat,radius\n', ...rows].join(''))
      return at(name)
    },
  }
}

/** A request with its outline; by default of a diffusion. */
export async function outlined(request: Pick<MapFillRequest, 'map' | 'dataset' | 'holes'> & Partial<MapFillRequest>) {
  const whole: MapFillRequest = {
    estimator: { kind: 'diffusion' },
    column: null,
    run: null,
    ...mapFillSchema.parse(request),
    ...request,
  }
  return { request: whole, outline: await outlineMapFill(whole) }
}
