import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { atEnd } from './interrupt.mjs'
import { SetupError } from './missing.mjs'

/**
 * A lock of another machine (in a home folder on the network) counts as abandoned when untouched for this long, in ms.
 */
const otherMachinePatience = 60_000
const beat = 5_000

/** @typedef {{ pid: number, born: string | null }} ProcessName */
/** @typedef {ProcessName & { host: string, children: ProcessName[] }} Holder */

/** @type {Map<string, Holder>} locks this process holds */
const held = new Map()

/**
 * Runs `work` while no other process, on this machine or another sharing the folder, holds the lock. A lock whose
 * process died is taken over, after stopping what that process had started (pip, npm, the compiler).
 * @template T
 * @param {string} path
 * @param {() => Promise<T>} work
 * @param {(holder: Holder) => void} [onWait] called once if another process has the lock
 */
export async function withLock(path, work, onWait) {
  try {
    mkdirSync(dirname(path), { recursive: true })
    await acquire(path, onWait)
  } catch (error) {
    if (error.code === 'EACCES' || error.code === 'EROFS' || error.code === 'ENOTDIR' || error.code === 'EEXIST')
      throw new SetupError(
        `The cache folder ${dirname(path)} cannot be written.`,
        'export XDG_CACHE_HOME=/a/folder/of/yours',
      )
    if (error.code === 'ENOSPC') throw new SetupError(`The disk of ${dirname(path)} is full.`, 'df -h')
    throw error
  }
  const heart = setInterval(() => touch(path), beat)
  const release = () => {
    clearInterval(heart)
    held.delete(path)
    rmSync(path, { force: true })
  }
  const forget = atEnd(release)
  try {
    return await work()
  } finally {
    forget()
    release()
  }
}

/**
 * Records in the held locks that this process has started another one, so that whoever takes over can stop it.
 * @param {number} pid
 */
export function noteChild(pid) {
  for (const [path, holder] of held) {
    holder.children = [...holder.children.filter(alive), { pid, born: birth(pid) }]
    writeFileSync(`${path}.${process.pid}`, JSON.stringify(holder))
    renameSync(`${path}.${process.pid}`, path)
  }
}

async function acquire(path, onWait) {
  const own = { pid: process.pid, born: birth(process.pid), host: hostname(), children: [] }
  const draft = `${path}.${process.pid}`
  let told = false
  for (;;) {
    writeFileSync(draft, JSON.stringify(own))
    try {
      // A hard link appears at once with its whole content, and fails if the name is taken.
      linkSync(draft, path)
      held.set(path, own)
      return
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    } finally {
      rmSync(draft, { force: true })
    }
    const text = read(path)
    if (text === null) continue
    const holder = parse(text)
    if (isLeftBehind(path, holder)) {
      await takeAway(path, text, holder)
      continue
    }
    if (!told) onWait?.(holder)
    told = true
    await pause(200)
  }
}

/** @param {Holder | null} holder */
function isLeftBehind(path, holder) {
  if (!holder) return true
  if (holder.host === hostname()) return !alive(holder)
  try {
    return Date.now() - statSync(path).mtimeMs > otherMachinePatience
  } catch {
    return false
  }
}

async function takeAway(path, text, holder) {
  // Done before removing the lock: if this process is killed here, the next one finds the same list.
  if (holder?.host === hostname()) for (const child of holder.children) await stop(child)
  const aside = `${path}.left-behind.${process.pid}`
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  if (read(aside) !== text) {
    // Another process was quicker and this is already its lock: give it back.
    try {
      linkSync(aside, path)
    } catch {
      // Yet another process has it now.
    }
    rmSync(aside, { force: true })
    return
  }
  rmSync(aside, { force: true })
}

/** @param {ProcessName} child */
async function stop(child) {
  for (const signal of ['SIGTERM', 'SIGKILL']) {
    for (let waited = 0; alive(child) && waited < 2000; waited += 50) {
      if (waited === 0) kill(child.pid, signal)
      await pause(50)
    }
  }
}

function kill(pid, signal) {
  try {
    process.kill(-pid, signal)
  } catch {
    // It exited in the meantime.
  }
}

/** @param {ProcessName} process_ */
export function alive({ pid, born }) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
  const now = birth(pid)
  return now !== 'zombie' && (born === null || now === null || now === born)
}

/**
 * When a process started, in kernel ticks: distinguishes it from a later one with the same id. null except on Linux.
 * @param {number} pid
 */
export function birth(pid) {
  const stat = read(`/proc/${pid}/stat`)
  if (!stat) return null
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields[0] === 'Z' ? 'zombie' : fields[19]
}

function touch(path) {
  try {
    utimesSync(path, new Date(), new Date())
  } catch {
    // Released in the meantime.
  }
}

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

/** @returns {Holder | null} */
function parse(text) {
  try {
    const holder = JSON.parse(text)
    return Number.isInteger(holder.pid) && Array.isArray(holder.children) ? holder : null
  } catch {
    return null
  }
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
