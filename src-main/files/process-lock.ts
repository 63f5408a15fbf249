import { readFile, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'

/** The process that holds a lock. */
export interface LockHolder {
  machine: string
  pid: string
}

/**
 * Takes a lock for this process: a file that names machine and process. A lock left by a dead process of this machine
 * is taken over.
 * @returns a function that releases it, or the process that holds it
 */
export async function takeLock(path: string): Promise<(() => Promise<void>) | LockHolder> {
  for (;;) {
    try {
      await writeFile(path, `${hostname()} ${process.pid}\n`, { flag: 'wx' })
      return () => rm(path, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const holder = await lockHolder(path)
    if (holder) return holder
    await rm(path, { force: true })
  }
}

/** The live process that holds a lock, as far as that can be known; null if there is none. */
export async function lockHolder(path: string): Promise<LockHolder | null> {
  const [machine = '', pid = ''] = (await readFile(path, 'utf8').catch(() => '')).trim().split(' ')
  return machine !== '' && (machine !== hostname() || isAlive(Number(pid))) ? { machine, pid } : null
}

/** Whether another process with this id is alive; if the id is our own, it was reused and its earlier owner is dead. */
function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
