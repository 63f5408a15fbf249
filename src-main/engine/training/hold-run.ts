import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { EngineError } from '../runtime/errors.ts'
import { removeHalfWritten, runFiles } from './run-folder.ts'

/**
 * Holds a run folder for this process, so that two trainings never write into one: `training.lock` names machine and
 * process. One that a dead process of this machine left behind is taken over, without the files that it was writing.
 * @returns what gives the folder back
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
        `${folder} is being trained by process ${holder.pid} on ${holder.machine}. Stop that one; if there is no such training, remove ${path}.`,
      )
    }
    await rm(path, { force: true })
  }
}

/** Who trains in a run folder, and lives, as far as that can be known; null if nobody does. */
export async function holderOf(folder: string): Promise<{ machine: string; pid: string } | null> {
  const [machine = '', pid = ''] = (await readFile(runFiles(folder).lock, 'utf8').catch(() => '')).trim().split(' ')
  return machine !== '' && (machine !== hostname() || isAlive(Number(pid))) ? { machine, pid } : null
}

/** Whether there is such a process, other than this one: a number that came round again is not the one that died. */
function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
