import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { markUsed, trimFolder } from '../../src-main/files/trim-folder.ts'

let folder = ''
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'trim-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const day = 86_400_000
/** A file of 100 bytes that was used some days ago. */
function add(name: string, days: number): string {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, Buffer.alloc(100))
  const used = new Date(Date.now() - days * day)
  utimesSync(path, used, used)
  return path
}

describe('a cache', () => {
  it('loses the files that were not used for a long time', async () => {
    const [old, recent] = [add('a/old', 40), add('a/b/recent', 20)]
    expect(await trimFolder(folder, { mostBytes: 1e9, longestUnused: 30 * day })).toBe(100)
    expect([existsSync(old), existsSync(recent)]).toEqual([false, true])
  })

  it('loses those that were not used longest until the others fit', async () => {
    const files = [3, 1, 2, 4].map((days) => add(`map/${days}`, days))
    expect(await trimFolder(folder, { mostBytes: 250, longestUnused: 30 * day })).toBe(200)
    expect(files.map((path) => existsSync(path))).toEqual([false, true, true, false])
  })

  it('keeps a file that was used again', async () => {
    const [first, second] = [add('first', 10), add('second', 5)]
    await markUsed(first)
    await trimFolder(folder, { mostBytes: 100, longestUnused: 30 * day })
    expect([existsSync(first), existsSync(second)]).toEqual([true, false])
  })

  it('that is not there is empty', async () => {
    expect(await trimFolder(join(folder, 'none'), { mostBytes: 1, longestUnused: 1 })).toBe(0)
    await expect(markUsed(join(folder, 'none'))).resolves.toBeUndefined()
  })
})
