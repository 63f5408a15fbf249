import { mkdir, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readFully, removeLeftovers, writeFileAtomically, writeFully } from '../../src-main/files/atomic.ts'
import { checksumOf } from '../../src-main/files/file-checksum.ts'
import { FileFormatError } from '../../src-main/files/file-format-error.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whole-files-'))
})
afterEach(() => rm(folder, { recursive: true }))

// FIPS 180-2, appendix B: SHA-256 of "abc" and of a million letters a; and of nothing.
describe('the checksum of a file', () => {
  it.each([
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ])('is its SHA-256 (%#)', async (text, digits) => {
    await writeFile(join(folder, 'file'), text)
    expect(await checksumOf(join(folder, 'file'))).toBe(digits)
  })

  it('of a missing file throws the system’s error', async () => {
    await expect(checksumOf(join(folder, 'none'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

describe('reading and writing in full', () => {
  it('returns the number of bytes read if the file is shorter than requested', async () => {
    const path = join(folder, 'file')
    await writeFile(path, 'interstellar')
    const file = await open(path, 'r')
    const target = new Uint8Array(8)
    expect(await readFully(file, target, 5)).toBe(7)
    expect(Buffer.from(target).toString()).toBe('stellar\0')
    expect(await readFully(file, target, 12)).toBe(0)
    expect(await readFully(file, new Uint8Array(0), 0)).toBe(0)
    await file.close()
  })

  it('appends exactly the given part of an array', async () => {
    const path = join(folder, 'file')
    const file = await open(path, 'w')
    await writeFully(file, Buffer.from('interstellar').subarray(5))
    await writeFully(file, new Uint8Array(0))
    await writeFully(file, Buffer.from(' dust'))
    await file.close()
    expect(await readFile(path, 'utf8')).toBe('stellar dust')
  })
})

describe('what an interrupted write left behind', () => {
  it('is removed, and nothing else', async () => {
    await mkdir(join(folder, 'patches'))
    for (const name of ['.map.fits.0a1b2c.cirrus-partial', '.hidden', 'a.cirrus-partial', 'map.fits'])
      await writeFile(join(folder, name), '')
    await removeLeftovers(folder)
    expect((await readdir(folder)).sort()).toEqual(['.hidden', 'a.cirrus-partial', 'map.fits', 'patches'])
  })

  it('is not looked for in a folder that does not exist', async () => {
    await expect(removeLeftovers(join(folder, 'none'))).resolves.toBeUndefined()
  })
})

describe('a file that can’t be written', () => {
  it('throws the system’s error, and leaves no folder behind', async () => {
    await writeFile(join(folder, 'file'), '')
    await expect(writeFileAtomically(join(folder, 'file', 'below'), 'x')).rejects.toMatchObject({ code: 'EEXIST' })
    await mkdir(join(folder, 'taken'))
    await expect(writeFileAtomically(join(folder, 'taken'), 'x')).rejects.toThrow()
    expect((await readdir(folder)).sort()).toEqual(['file', 'taken'])
  })
})

it('a refusal names the file, the place and the reason as one sentence', () => {
  const error = new FileFormatError('/data/a.npy', 'byte 6', 'version 9 is not supported; save it again')
  expect(error.message).toBe('/data/a.npy, byte 6: version 9 is not supported; save it again.')
  expect(error).toMatchObject({ name: 'FileFormatError', code: 'refused', file: '/data/a.npy', place: 'byte 6' })
})
