import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { requireMasks } from '../../../src-main/application/datasets/require-masks.ts'
import { datasetMasks, leaveOut, readMasks } from '../../../src-main/application/datasets/stack-masks.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-masks-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const path = join(folder, 'masks.npy')
/** Mask i of four has i holes. */
const masks = Uint8Array.from({ length: 4 * 4 }, (_, at) => (at % 4 < Math.floor(at / 4) ? 0 : 1))
beforeAll(() => writeNpy(path, masks, [4, 2, 2]))

describe('the masks of a stack', () => {
  it('are read from any patch on, and leave their pixels out', async () => {
    expect([...(await readMasks(path, 1, 2))]).toEqual([0, 1, 1, 1, 0, 0, 1, 1])
    expect(await datasetMasks(folder, 0, 4)).toEqual(masks)
    expect(await datasetMasks(join(folder, 'nowhere'), 0, 4)).toBeNull()
    const values = Float32Array.of(5, 0, 6, 7)
    leaveOut(values, masks.subarray(4, 8))
    expect([...values]).toEqual([NaN, 0, 6, 7])
  })

  it('are refused if they hold anything but 0 and 1, with the patch', async () => {
    const odd = join(folder, 'odd.npy')
    await writeNpy(
      odd,
      masks.map((value, at) => (at === 9 ? 255 : value)),
      [4, 2, 2],
    )
    await expect(readMasks(odd, 1, 3)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining(`${odd}, patch 2: a mask holds only 1 (good) and 0 (not), not 255`),
    })
  })

  it('are refused if they are not one for each patch, or no integers', async () => {
    await expect(requireMasks(path, { count: 4, rows: 2, columns: 2 })).resolves.toBeUndefined()
    const fewer = requireMasks(path, { count: 5, rows: 2, columns: 2 })
    await expect(fewer).rejects.toThrow('shape [4, 2, 2]: the masks of this stack have the shape [5, 2, 2]')
    const floats = join(folder, 'floats.npy')
    await writeNpy(floats, Float32Array.from(masks), [4, 2, 2])
    const ofFloats = requireMasks(floats, { count: 4, rows: 2, columns: 2 })
    await expect(ofFloats).rejects.toThrow('type f4: masks are integers or booleans: 1 = good, 0 = not')
  })
})
