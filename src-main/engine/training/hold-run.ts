import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { EngineError } from '../runtime/errors.ts'
import { removeHalfWritten, runFiles } from './run-folder.ts'

/**
 * Locks a run folder for this process, so that two trainings never write into it: `training.lock` names machine and
 * process. A lock left by a dead process of this machine is taken over, and the files it was writing are removed.
 * @returns a function that releases the folder
 * @throws EngineError 'checkpoint' if another process holds it
 */
export async function holdRun(folder: string): Promise<() => Promise<void>> {
  const path = runFiles(folder).lock
  const own = `${hostname()} ${process.pid}\n`
  await mkdir(folder, { recursive: true })
  for (;;) {
    try {
      await writeFile(path, own, { flag: 'wx' })
      await removeHalfWritten(folder)
      return () => rm(path, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const holder = await holderOf(folder)
    if (holder) {
      throw new EngineError(
        'checkpoint',
        `${folder} is being trained by process ${holder.pid} on ${holder.machine}. Stop that training; if it no longer exists, remove ${path}.`,
      )
    }
    await rm(path, { force: true })
  }
}

/** The live process that trains in a run folder, as far as that can be known; null if there is none. */
export async function holderOf(folder: string): Promise<{ machine: string; pid: string } | null> {
  const [machine = '', pid = ''] = (await readFile(runFiles(folder).lock, 'utf8').catch(() => '')).trim().split(' ')
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
