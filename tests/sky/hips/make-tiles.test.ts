import { afterEach, describe, expect, it } from 'vitest'
import { hipsAllSky } from '../../../src-main/sky/hips/all-sky.ts'
import { createTileMaker } from '../../../src-main/sky/hips/make-tiles.ts'
import { hipsTile } from '../../../src-main/sky/hips/tile.ts'
import type { HealpixMap } from '../../../src-shared/sky/healpix/map.ts'

const nside = 16
const values = new Float32Array(new SharedArrayBuffer(4 * 12 * nside * nside)).map((_, i) => Math.sin(i))
const field: HealpixMap = { nside, ordering: 'RING', frame: 'G', values }
let maker = createTileMaker()
afterEach(async () => {
  await maker.end()
  maker = createTileMaker()
})

describe('tiles made in worker threads', () => {
  it('are those made in this one', async () => {
    const tiles = await Promise.all([0, 400, 767].map((tile) => maker.tile(field, tile, 0.5)))
    expect(tiles).toEqual([0, 400, 767].map((tile) => new Uint8Array(hipsTile(field, tile, 0.5))))
    const allSky = await maker.allSky(field, 0, false)
    expect(Buffer.compare(allSky, hipsAllSky(field))).toBe(0)
  })

  it('are refused if they do not exist, and the others are still made', async () => {
    await expect(maker.tile(field, 768, 0)).rejects.toThrow('run from 0 to 767')
    expect(await maker.tile(field, 1, 0)).toBeInstanceOf(Uint8Array)
  })

  it('are refused with a reason if the sky view is closed before', async () => {
    const waiting = maker.allSky(field, 0, false)
    const refused = expect(waiting).rejects.toThrow('closed before the tile was made')
    await maker.end()
    await refused
  })
})
