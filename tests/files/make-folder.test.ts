import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { makeFolder } from '../../src-main/files/make-folder.ts'

const top = mkdtempSync(join(tmpdir(), 'cirrus-folders-'))
afterAll(() => rmSync(top, { recursive: true }))
const file = join(top, 'file')
writeFileSync(file, '')

describe('a folder', () => {
  it('makes what is missing, also through a link, and leaves what is there', async () => {
    const folder = join(top, 'new', 'a', 'b')
    await makeFolder(folder)
    await makeFolder(folder)
    expect(statSync(folder).isDirectory()).toBe(true)
    const link = join(top, 'link')
    symlinkSync(join(top, 'new'), link)
    await makeFolder(join(link, 'c'))
    expect(existsSync(join(top, 'new', 'c'))).toBe(true)
  })

  it('is made once by many at a time', async () => {
    const folder = join(top, 'many', 'x')
    await Promise.all(Array.from({ length: 8 }, () => makeFolder(folder)))
    expect(existsSync(folder)).toBe(true)
  })

  it('ends where a file is in the way', async () => {
    await expect(makeFolder(file)).rejects.toMatchObject({ code: 'EEXIST', path: file })
    await expect(makeFolder(join(file, 'x'))).rejects.toMatchObject({ code: 'EEXIST', path: file })
  })

  // Node's own mkdir with `recursive` never ends here.
  it.runIf(existsSync('/proc/self'))('ends where a file system takes no folders', async () => {
    await expect(makeFolder('/proc/no-such-process/out')).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
