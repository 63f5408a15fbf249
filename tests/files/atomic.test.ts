import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isLeftoverName, writeFileAtomically, writeFully } from '../../src-main/files/atomic.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atomic-'))
})
afterEach(() => rm(folder, { recursive: true }))

describe('writeFileAtomically', () => {
  it('writes text and bytes, makes missing folders, and leaves nothing else behind', async () => {
    await writeFileAtomically(join(folder, 'a', 'b', 'text.txt'), 'dust')
    await writeFileAtomically(join(folder, 'a', 'b', 'bytes.bin'), Uint8Array.of(0, 255))
    expect(await readFile(join(folder, 'a', 'b', 'text.txt'), 'utf8')).toBe('dust')
    expect([...(await readFile(join(folder, 'a', 'b', 'bytes.bin')))]).toEqual([0, 255])
    expect((await readdir(join(folder, 'a', 'b'))).sort()).toEqual(['bytes.bin', 'text.txt'])
  })

  it('shows the old content to everyone until the new one is complete', async () => {
    const path = join(folder, 'file')
    await writeFile(path, 'old')
    await writeFileAtomically(path, async (file) => {
      await writeFully(file, Buffer.from('half '))
      expect(await readFile(path, 'utf8')).toBe('old')
      await writeFully(file, Buffer.from('and whole'))
    })
    expect(await readFile(path, 'utf8')).toBe('half and whole')
  })

  it('keeps the old content, and no temporary file, when writing fails', async () => {
    const path = join(folder, 'file')
    await writeFile(path, 'old')
    const failing = writeFileAtomically(path, async (file) => {
      await writeFully(file, Buffer.from('half'))
      throw new Error('disk is full')
    })
    await expect(failing).rejects.toThrow('disk is full')
    expect(await readdir(folder)).toEqual(['file'])
    expect(await readFile(path, 'utf8')).toBe('old')
  })

  it('uses temporary names that differ from all others', async () => {
    let during: string[] = []
    await writeFileAtomically(join(folder, 'map.npy'), async () => {
      during = await readdir(folder)
    })
    expect(during.map(isLeftoverName)).toEqual([true])
    expect(['map.npy', '.hidden', 'x.cirrus-partial'].map(isLeftoverName)).toEqual([false, false, false])
  })

  it('lets two writers of one file both succeed, keeping all of the last one', async () => {
    const path = join(folder, 'file')
    const contents = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(100_000))
    await Promise.all(contents.map((content) => writeFileAtomically(path, content)))
    expect(contents).toContain(await readFile(path, 'utf8'))
    expect(await readdir(folder)).toEqual(['file'])
  })
})
