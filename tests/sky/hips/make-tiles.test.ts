import { afterEach, describe, expect, it } from 'vitest'
import { createTileMaker } from '../../../src-main/sky/hips/make-tiles.ts'
import { hipsTile } from '../../../src-main/sky/hips/tile.ts'
import type { HealpixMap } from '../../../src-shared/sky/healpix/map.ts'

const nside = 16
const values = new Float32Array(new SharedArrayBuffer(4 * 12 * nside * nside)).map((_, i) => Math.sin(i))
const field: HealpixMap = { nside, ordering: 'RING', frame: 'G', values }
const base = (number: number) => ({ order: 0, number })
let maker = createTileMaker()
afterEach(async () => {
  await maker.end()
  maker = createTileMaker()
})

describe('tiles made in worker threads', () => {
  it('are those made in this one', async () => {
    const tiles = await Promise.all([0, 5, 11].map((number) => maker.tile(field, base(number), { zero: 0.5 })))
    for (const [i, number] of [0, 5, 11].entries())
      expect(Buffer.compare(tiles[i], hipsTile(field, base(number), { zero: 0.5 }))).toBe(0)
  })

  it('are refused if they do not exist, and the others are still made', async () => {
    await expect(maker.tile(field, base(12), {})).rejects.toThrow('run from 0 to 11')
    expect(await maker.tile(field, base(1), {})).toBeInstanceOf(Uint8Array)
  })

  it('are refused with a reason if the sky view is closed before', async () => {
    const waiting = maker.tile(field, base(0), {})
    const refused = expect(waiting).rejects.toThrow('closed before the tile was made')
    await maker.end()
    await refused
  })
})
