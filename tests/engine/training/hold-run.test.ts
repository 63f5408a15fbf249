import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { clearAfterKill, holdRun } from '../../../src-main/engine/training/hold-run.ts'
import { runFiles } from '../../../src-main/engine/training/run-folder.ts'
import { newFolder } from './small-dataset.ts'

const lockOf = (folder: string) => join(folder, 'training.lock')

async function lockedBy(holder: string): Promise<string> {
  const folder = newFolder()
  await mkdir(folder)
  writeFileSync(lockOf(folder), holder)
  return folder
}

test('a run folder is locked, naming machine and process, until it is released', async () => {
  const folder = newFolder()
  const giveBack = await holdRun(folder)
  expect(readFileSync(lockOf(folder), 'utf8')).toBe(`${hostname()} ${process.pid}\n`)
  await giveBack()
  expect(existsSync(lockOf(folder))).toBe(false)
  await (
    await holdRun(folder)
  )()
})

test('a folder held by a live process is refused, and keeps its lock', async () => {
  const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'])
  try {
    const folder = await lockedBy(`${hostname()} ${other.pid}\n`)
    await expect(holdRun(folder)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining(`is being trained by process ${other.pid} on ${hostname()}`),
    })
    expect(readFileSync(lockOf(folder), 'utf8')).toBe(`${hostname()} ${other.pid}\n`)
    other.kill('SIGKILL')
    await new Promise((resolve) => other.once('exit', resolve))
    await (
      await holdRun(folder)
    )()
  } finally {
    other.kill('SIGKILL')
  }
})

test('the lock of another machine is respected, and the message says how to remove it', async () => {
  const folder = await lockedBy('node17 4242\n')
  await expect(holdRun(folder)).rejects.toThrow(`process 4242 on node17. Stop that training; if it no longer exists,`)
})

test('a lock that is empty, or that holds our own process id, is taken over', async () => {
  for (const holder of ['', `${hostname()} ${process.pid}\n`, `${hostname()} nobody\n`]) {
    await (
      await holdRun(await lockedBy(holder))
    )()
  }
})

test('what a killed training was writing can be removed without training, not while one may be alive', async () => {
  const folder = await lockedBy('node17 4242\n')
  const half = join(folder, '.metrics.csv.0a1b2c.cirrus-partial')
  writeFileSync(half, 'half')
  await clearAfterKill(folder)
  expect(existsSync(half)).toBe(true)
  writeFileSync(lockOf(folder), '')
  await clearAfterKill(folder)
  expect([half, lockOf(folder)].map((path) => existsSync(path))).toEqual([false, false])
  await clearAfterKill(join(folder, 'gone'))
  expect(existsSync(join(folder, 'gone'))).toBe(false)
})

test('only partial files of a killed training are removed when the run is taken over', async () => {
  const folder = await lockedBy('node17 4242\n')
  const files = runFiles(folder)
  const half = (path: string) => join(dirname(path), `.${basename(path)}.0a1b2c.cirrus-partial`)
  const halves = [files.checkpoint(2), files.sample(2), files.config, files.metrics].map(half)
  const kept = [files.checkpoint(1), files.sample(1), half(join(folder, 'of another program'))]
  for (const path of [...halves, ...kept]) {
    await mkdir(dirname(path), { recursive: true })
    writeFileSync(path, 'half')
  }
  // The other machine's process can't be checked: its files may belong to a live training.
  await expect(holdRun(folder)).rejects.toThrow('node17')
  expect(halves.map((path) => existsSync(path))).toEqual(halves.map(() => true))
  writeFileSync(lockOf(folder), '')
  const giveBack = await holdRun(folder)
  expect(halves.map((path) => existsSync(path))).toEqual(halves.map(() => false))
  expect(kept.map((path) => existsSync(path))).toEqual(kept.map(() => true))
  await giveBack()
})
