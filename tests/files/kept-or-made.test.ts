import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { keptOrMade } from '../../src-main/files/kept-or-made.ts'

const folder = mkdtempSync(join(tmpdir(), 'kept-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('a file that is kept', () => {
  it('is made once, whoever asks meanwhile or later', async () => {
    const file = join(folder, 'deep', 'file')
    let made = 0
    const make = async () => {
      made++
      await new Promise((resolve) => setTimeout(resolve, 5))
      return new Uint8Array([1, 2, 3])
    }
    const together = await Promise.all([keptOrMade(file, make), keptOrMade(file, make)])
    const later = await keptOrMade(file, make)
    for (const bytes of [...together, later, readFileSync(file)]) expect([...bytes]).toEqual([1, 2, 3])
    expect(made).toBe(1)
  })

  it('is made again after a failure, which those who asked receive', async () => {
    const file = join(folder, 'failing')
    await expect(keptOrMade(file, () => Promise.reject(new Error('no memory')))).rejects.toThrow('no memory')
    expect([...(await keptOrMade(file, () => Promise.resolve(new Uint8Array([7]))))]).toEqual([7])
  })
})
