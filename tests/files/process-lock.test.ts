import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { lockHolder, takeLock } from '../../src-main/files/process-lock.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-lock-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let count = 0
const newPath = () => join(folder, `${count++}.lock`)

describe('a lock', () => {
  it('names machine and process, and is gone once released', async () => {
    const path = newPath()
    const release = await takeLock(path)
    expect(readFileSync(path, 'utf8')).toBe(`${hostname()} ${process.pid}\n`)
    await (release as () => Promise<void>)()
    expect(existsSync(path)).toBe(false)
    expect(await lockHolder(path)).toBeNull()
  })

  it('of a live process, or of another machine, is respected', async () => {
    for (const [machine, pid] of [
      [hostname(), '1'],
      ['another-machine', '77'],
    ]) {
      const path = newPath()
      writeFileSync(path, `${machine} ${pid}\n`)
      expect(await takeLock(path)).toEqual({ machine, pid })
      expect(readFileSync(path, 'utf8')).toBe(`${machine} ${pid}\n`)
    }
  })

  it('of a dead process, of an earlier one with our number, or without a name is taken over', async () => {
    for (const text of [`${hostname()} 4194999\n`, `${hostname()} ${process.pid}\n`, `${hostname()} x\n`, '']) {
      const path = newPath()
      writeFileSync(path, text)
      expect(await takeLock(path)).toBeTypeOf('function')
    }
  })

  it('that cannot be written says why', async () => {
    await expect(takeLock(join(folder, 'nowhere', 'a.lock'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
