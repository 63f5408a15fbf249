import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { createApplication } from '../../../src-main/application/index.ts'
import { writeFully } from '../../../src-main/files/atomic.ts'
import { formatMapHeaders } from '../../../src-main/sky/fits/map-table-header.ts'
import { blockLength } from '../../../src-main/sky/fits/hdu.ts'
import { tileName } from '../../../src-main/sky/hips/pyramid.ts'
import { hipsAddress } from '../../../src-preload/contract/maps.ts'
import { npixOf } from '../../../src-shared/sky/healpix/map.ts'
import { answerLines, secondsOf } from './answer-lines.ts'

/** Rings of values that differ from pixel to pixel, brighter towards the equator, in RING order. */
const valueOf = (pixel: number, npix: number) =>
  0.5 + 20 * Math.exp(-8 * Math.abs(pixel / npix - 0.5)) + (pixel % 97) / 97

await answerLines({
  /** Writes a map with one float in each row. */
  async write({ path, nside }: { path: string; nside: number }) {
    const npix = npixOf(nside)
    const file = await open(path, 'w')
    const header = formatMapHeaders({
      ...{ nside, ordering: 'RING', coordsys: 'G', indexing: 'implicit', rowBytes: 4, rows: npix },
      fields: [
        {
          name: 'I_STOKES',
          cards: [
            { keyword: 'TFORM', value: 'E' },
            { keyword: 'TUNIT', value: 'MJy/sr' },
          ],
        },
      ],
      cards: [],
      history: [],
    })
    await writeFully(file, header, 0)
    const piece = 2 ** 20
    for (let first = 0; first < npix; first += piece) {
      const values = Float32Array.from({ length: Math.min(piece, npix - first) }, (_, i) => valueOf(first + i, npix))
      await writeFully(file, Buffer.from(values.buffer).swap32(), header.length + 4 * first)
    }
    await file.truncate(Math.ceil((header.length + 4 * npix) / blockLength) * blockLength)
    await file.close()
    return (header.length + 4 * npix) / 1e6
  },

  /** From opening the map in an empty home until the tiles of the whole sky are there. */
  async 'first tiles'({ path, home }: { path: string; home: string }) {
    const application = await createApplication({ home: join(home, 'home'), door: 'terminal', demo: false })
    const control = { signal: new AbortController().signal, progress: () => undefined }
    const seconds = await secondsOf(async () => {
      const { id } = await application.handlers['maps.open']({ path }, control)
      const get = async (name: string) => {
        const address = new URL(`${hipsAddress(id, 0)}/${name}`, 'http://host/')
        const { ok, status } = await application.resources(new Request(address))
        if (!ok) throw new Error(`${name}: status ${status}`)
      }
      await get('properties')
      await Promise.all(Array.from({ length: 12 }, (_, number) => get(tileName({ order: 0, number }))))
    })
    await application.close()
    return seconds
  },
})
