import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { savedMaskFile } from '../../src-main/application/masks/library.ts'
import { maskOf } from '../../src-main/terminal/mask-options.ts'
import { readNpy, writeNpy } from '../../src-main/files/npy.ts'
import { figureMask } from '../../src-shared/sky/masks/figure-masks.ts'
import { madeRun } from '../application/made-run.ts'
import { cirrus } from './run-command.ts'

const { dataset, newFolder } = madeRun()
let home: string
beforeEach(() => {
  home = newFolder()
  vi.stubEnv('CIRRUS_HOME', home)
})
const library = () => join(home, 'masks')
const save = (name: string, ...words: string[]) =>
  cirrus('mask', 'save', name, '--dataset', dataset, '--patch', '5', ...words)

describe('cirrus mask', () => {
  it('saves a mask as it is on a patch, and lists it', async () => {
    expect((await cirrus('mask', 'list')).stdout).toContain('no masks yet; cirrus mask save NAME makes one')
    expect(await save('my corner', '--mask', 'corner')).toMatchObject({ code: 0 })
    const { data } = await readNpy(savedMaskFile(library(), 'my corner'))
    expect(Uint8Array.from(data)).toEqual(figureMask('corner', 16))
    const { stdout } = await cirrus('mask', 'list')
    expect(stdout).toMatch(/^name +px +hidden +saved\nmy corner +16 +23\.4 % +\d{4}-\d\d-\d\d\n$/)
    const { masks } = JSON.parse((await cirrus('mask', 'list', '--json')).stdout)
    expect(masks).toMatchObject([{ name: 'my corner', size: 16 }])
  })

  it('replaces one of the same name only if asked to', async () => {
    await save('a', '--mask', 'corner')
    expect(await save('a', '--mask', 'disc')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('There is a mask a already; choose another name, or replace it.'),
    })
    const replaced = await save('a', '--mask', 'disc', '--overwrite', '--json')
    expect(JSON.parse(replaced.stdout)).toMatchObject({ name: 'a', size: 16 })
  })

  it('renames and deletes', async () => {
    await save('a')
    expect((await cirrus('mask', 'rename', 'a', 'b')).stdout).toContain('b')
    expect((await cirrus('mask', 'delete', 'b')).stdout).toBe('deleted b\n')
    expect(existsSync(savedMaskFile(library(), 'b'))).toBe(false)
    expect(await cirrus('mask', 'delete', 'b')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('There is no saved mask b.'),
    })
  })

  it.each([
    ['a/b', /"a\/b": a name has none of the characters/],
    ['disc', /"disc": disc means something else/],
  ])('refuses the name %s', async (name, message) => {
    const { code, stderr } = await save(name)
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)])
  })

  it('refuses a patch that there is not', async () => {
    const { code, stderr } = await save('a', '--patch', '99999')
    expect([code, stderr]).toEqual([3, expect.stringMatching(/There is no patch of .* 99999/)])
  })
})

describe('--mask', () => {
  it('is one of Fig. 6 or random holes', async () => {
    expect(await maskOf({ mask: 'block' })).toEqual({ kind: 'block' })
    expect(await maskOf({ mask: 'random:12' })).toEqual({ kind: 'random', seed: 12, share: null })
    expect(await maskOf({ mask: 'random:12:.25' })).toEqual({ kind: 'random', seed: 12, share: 0.25 })
  })

  it.each(['random:', 'random:a', 'random:1:2', 'random:1:0', 'random:1.5'])('is refused as %s', async (mask) => {
    await expect(maskOf({ mask })).rejects.toThrow(/--mask takes random:SEED, or random:SEED:SHARE/)
  })

  it('is a saved mask by its name, and else a file', async () => {
    mkdirSync(library(), { recursive: true })
    await writeNpy(savedMaskFile(library(), 'two holes'), figureMask('disc', 16), [16, 16])
    expect(await maskOf({ mask: 'two holes' })).toEqual({ kind: 'saved', name: 'two holes' })
    const list = join(home, 'list.csv')
    writeFileSync(list, 'l,b\n1,2\n')
    expect(await maskOf({ mask: list, maskRadius: 3 })).toEqual({ kind: 'sources', path: list, radius: 3 })
    await expect(maskOf({ mask: 'three holes' })).rejects.toThrow(
      'three holes: there is no such file, and no saved mask of this name; cirrus mask list shows those.',
    )
  })

  it.each([
    [{ maskRadius: 3 }, /--mask-radius is for a mask from a list of sources; disc is none/],
    [{ maskColumn: 'I' }, /--mask-column is for a mask from a HEALPix map/],
    [{ maskThreshold: 0 }, /--mask-threshold is for a mask from a HEALPix map/],
  ])('refuses options of other masks: %j', async (options, message) => {
    await expect(maskOf({ mask: 'disc', ...options })).rejects.toThrow(message)
  })
})
