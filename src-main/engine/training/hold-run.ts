import { existsSync } from 'node:fs'
import { lockHolder, takeLock, type LockHolder } from '../../files/process-lock.ts'
import { EngineError } from '../runtime/errors.ts'
import { removeHalfWritten, runFiles } from './run-folder.ts'
import { makeFolder } from '../../files/make-folder.ts'

/**
 * Locks a run folder for this process, so that two trainings never write into it: `training.lock` names machine and
 * process. A lock left by a dead process of this machine is taken over, and the files it was writing are removed.
 * @returns a function that releases the folder
 * @throws EngineError 'checkpoint' if another process holds it
 */
export async function holdRun(folder: string): Promise<() => Promise<void>> {
  await makeFolder(folder)
  const release = await takeRun(folder)
  if (typeof release === 'function') return release
  throw new EngineError(
    'checkpoint',
    `${folder} is being trained by process ${release.pid} on ${release.machine}. Stop that training; if it no longer exists, remove ${runFiles(folder).lock}.`,
  )
}

/** Removes what a killed training was writing, if the run folder exists and no process trains in it. */
export async function clearAfterKill(folder: string): Promise<void> {
  if (!existsSync(folder)) return
  const release = await takeRun(folder)
  if (typeof release === 'function') await release()
}

/** Locks a run folder and removes what is half-written there; or the process that holds it. */
async function takeRun(folder: string): ReturnType<typeof takeLock> {
  const release = await takeLock(runFiles(folder).lock)
  if (typeof release === 'function') await removeHalfWritten(folder)
  return release
}

/** The live process that trains in a run folder, as far as that can be known; null if there is none. */
export const holderOf = (folder: string): Promise<LockHolder | null> => lockHolder(runFiles(folder).lock)
