import { existsSync, mkdtempSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { removeFolder } from '../../src-main/files/remove-folder.ts'

const base = mkdtempSync(join(tmpdir(), 'cirrus-remove-'))

it('removes a folder with all that is in it, and none is no error', async () => {
  const folder = join(base, 'deep')
  await mkdir(join(folder, 'a', 'b'), { recursive: true })
  await writeFile(join(folder, 'a', 'b', 'file'), 'x')
  await removeFolder(folder)
  expect(existsSync(folder)).toBe(false)
  await removeFolder(folder)
})

it('removes what is still being written into it', async () => {
  const folder = join(base, 'busy')
  await mkdir(folder)
  const write = async (i: number) => writeFile(join(folder, String(i)), 'x')
  await Promise.all(Array.from({ length: 300 }, (_, i) => write(i)))
  const writing = (async () => {
    // Until the folder is gone.
    for (let i = 300; i < 2000; i++) await write(i)
  })().catch(() => undefined)
  await removeFolder(folder)
  await writing
  expect(existsSync(folder)).toBe(false)
})
