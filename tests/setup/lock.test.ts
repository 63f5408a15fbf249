import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { birth, withLock } from '../../resources/setup/lock.mjs'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cirrus-lock-'))
  path = join(folder, 'cache', 'a.lock')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A process id that was in use and is free again. */
const endedProcess = () =>
  new Promise<number>((resolve) => {
    const child = spawn(process.execPath, ['-e', '0'])
    child.on('close', () => resolve(child.pid!))
  })

const leave = async (holder: object, work = async () => 'done') => {
  await withLock(path, async () => {}) // creates the folder
  writeFileSync(path, JSON.stringify({ host: hostname(), born: null, children: [], ...holder }))
  return withLock(path, work)
}

test('a lock names its process, and is removed afterwards, even if the work fails', async () => {
  await withLock(path, async () => {
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pid: process.pid, host: hostname() })
  })
  expect(existsSync(path)).toBe(false)
  const failing = withLock(path, async () => {
    throw new Error('the work failed')
  })
  await expect(failing).rejects.toThrow('the work failed')
  expect(existsSync(path)).toBe(false)
})

test('work under one lock does not overlap, and a waiting process learns the holder once', async () => {
  const events: string[] = []
  const work = (name: string) => async () => {
    events.push(`${name} begins`)
    await new Promise((resolve) => setTimeout(resolve, 250))
    events.push(`${name} ends`)
  }
  const waited: number[] = []
  await Promise.all([
    withLock(path, work('first')),
    withLock(path, work('second'), (holder) => waited.push(holder.pid)),
  ])
  expect(events).toEqual(['first begins', 'first ends', 'second begins', 'second ends'])
  expect(waited).toEqual([process.pid])
})

test('a lock of a process that ended is taken over', async () => {
  expect(await leave({ pid: await endedProcess() })).toBe('done')
})

test('a lock whose process id now belongs to a later process is taken over', async () => {
  expect(await leave({ pid: process.pid, born: '1' })).toBe('done')
  expect(birth(process.pid)).toMatch(/^\d+$/)
})

test('a lock without readable content is taken over', async () => {
  await withLock(path, async () => {})
  writeFileSync(path, '{"pid"')
  expect(await withLock(path, async () => 'done')).toBe('done')
})

test('a lock of another machine is respected until it has not been touched for a minute', async () => {
  await withLock(path, async () => {})
  writeFileSync(path, JSON.stringify({ pid: 1, born: null, host: 'another-machine', children: [] }))
  let entered = false
  const waiting = withLock(path, async () => {
    entered = true
  })
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(entered).toBe(false)
  utimesSync(path, new Date(Date.now() - 61_000), new Date(Date.now() - 61_000))
  await waiting
  expect(entered).toBe(true)
})

test('a folder that cannot be created is reported with the variable that changes it', async () => {
  writeFileSync(join(folder, 'file'), '')
  await expect(withLock(join(folder, 'file', 'a.lock'), async () => {})).rejects.toMatchObject({
    message: expect.stringContaining('cannot be written'),
    remedy: expect.stringContaining('XDG_CACHE_HOME'),
  })
})
