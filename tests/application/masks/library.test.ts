import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  hasMask,
  listMasks,
  readSavedMask,
  removeMask,
  renameMask,
  saveMask,
} from '../../../src-main/application/masks/library.ts'
import { readNpy, writeNpy } from '../../../src-main/files/npy.ts'
import { figureMask } from '../../../src-shared/sky/masks/figure-masks.ts'
import { scaleMask } from '../../../src-shared/sky/masks/scale-mask.ts'

let library: string
beforeEach(() => (library = join(mkdtempSync(join(tmpdir(), 'cirrus-masks-')), 'masks')))
afterEach(() => rmSync(join(library, '..'), { recursive: true, force: true }))
const size = 16
const mask = figureMask('disc', size)
const save = (name: string, more: object = {}) => saveMask(library, { name, size, mask, ...more })
const names = async () => (await listMasks(library)).map(({ name }) => name)

describe('the library of masks', () => {
  it('is empty before it is used', async () => {
    expect(await listMasks(library)).toEqual([])
    expect(hasMask(library, 'a')).toBe(false)
  })

  it('keeps a mask as an array that other programs read', async () => {
    const saved = await save('two holes')
    expect(saved).toMatchObject({ name: 'two holes', size, share: mask.filter((pixel) => pixel === 0).length / 256 })
    const { shape, data } = await readNpy(join(library, 'two holes.npy'))
    expect([shape, Uint8Array.from(data)]).toEqual([[size, size], mask])
    expect(await readSavedMask(library, 'two holes', size)).toEqual(mask)
    expect(await listMasks(library)).toEqual([saved])
  })

  it('gives a mask for patches of any size', async () => {
    await save('wide')
    for (const other of [8, 64])
      expect(await readSavedMask(library, 'wide', other)).toEqual(scaleMask(mask, size, other))
    await writeNpy(join(library, 'oblong.npy'), new Uint8Array(12).fill(1), [3, 4])
    await expect(readSavedMask(library, 'oblong', size)).rejects.toThrow(
      `${join(library, 'oblong.npy')}, shape: a mask for patches of 3 x 3 px has the same shape; this is 3 x 4`,
    )
  })

  it('lists masks by name, numbers as numbers', async () => {
    for (const name of ['mask 10', 'b', 'mask 9', 'A']) await save(name)
    expect(await names()).toEqual(['A', 'b', 'mask 9', 'mask 10'])
  })

  it('lists masks that were put there by hand, and leaves out what is none', async () => {
    await save('a')
    await writeNpy(join(library, 'by hand.npy'), Float32Array.from(mask), [size, size])
    await writeNpy(join(library, 'patch.npy'), new Float32Array(4).fill(0.5), [2, 2])
    writeFileSync(join(library, 'notes.txt'), 'notes')
    writeFileSync(join(library, 'broken.npy'), 'no array')
    expect(await names()).toEqual(['a', 'by hand'])
  })

  it('refuses a name that is taken, unless its mask is to be replaced', async () => {
    await save('a')
    const other = figureMask('block', size)
    await expect(save('a', { mask: other })).rejects.toMatchObject({ code: 'conflict', field: 'name' })
    expect(await readSavedMask(library, 'a', size)).toEqual(mask)
    await save('a', { mask: other, replace: true })
    expect(await readSavedMask(library, 'a', size)).toEqual(other)
  })

  it.each([
    ['a hole', 1, /the mask has no hole/],
    ['an observed pixel', 0, /leaves no pixel observed/],
  ])('refuses a mask without %s', async (_, value, message) => {
    await expect(save('a', { mask: new Uint8Array(size ** 2).fill(value) })).rejects.toThrow(message)
    expect(await names()).toEqual([])
  })

  it('renames a mask, also its case alone, but not to a name that is taken', async () => {
    await save('a')
    await save('b')
    expect(await renameMask(library, 'a', 'c')).toMatchObject({ name: 'c' })
    await renameMask(library, 'c', 'C')
    expect(readdirSync(library).sort()).toEqual(['C.npy', 'b.npy'])
    await expect(renameMask(library, 'C', 'b')).rejects.toMatchObject({ code: 'conflict' })
    await expect(renameMask(library, 'a', 'd')).rejects.toMatchObject({ code: 'not-found' })
  })

  it('deletes a mask', async () => {
    await save('a')
    await removeMask(library, 'a')
    expect(await names()).toEqual([])
    await expect(removeMask(library, 'a')).rejects.toThrow('There is no saved mask a.')
  })

  it('does not look outside its folder', async () => {
    await writeNpy(join(library, '..', 'mask.npy'), mask, [size, size])
    expect(hasMask(library, '../mask')).toBe(false)
  })
})
