import { basename } from 'node:path'
import { EngineError } from '../runtime/errors.ts'
import { readProgress, type Progress } from './checkpoint.ts'
import { readMetrics } from './metrics.ts'
import { checkpointEpochs, runFiles } from './run-folder.ts'

interface Candidate {
  path: string
  /** Completed epochs. */
  epoch: number
}

/** Where a run resumes. */
export interface FoundCheckpoint {
  /** Null if it starts from scratch. */
  path: string | null
  /** Newer checkpoints that can't be used: damaged, or beyond the epochs metrics.csv still holds. */
  leftOut: string[]
  /** What was skipped and why, in a sentence; null if nothing was. */
  note: string | null
}

/**
 * The checkpoint from which a run resumes: where it was stopped, or its last completed epoch. A checkpoint is skipped
 * if it can't be read, or if metrics.csv has lost its epochs and there is an older one.
 * @throws EngineError 'checkpoint' if none can be read
 */
export async function findCheckpoint(runFolder: string): Promise<FoundCheckpoint> {
  const files = runFiles(runFolder)
  // If the whole table is lost, no checkpoint counts as too new.
  const measured = (await readMetrics(files.metrics)).at(-1)?.epoch ?? Infinity
  const stopped = await progressIn(files.stopped)
  const damaged: Candidate[] = stopped instanceof EngineError ? [{ path: files.stopped, epoch: Infinity }] : []
  let failure = stopped instanceof EngineError ? stopped : null
  const candidates: Candidate[] = [
    ...(stopped === null || stopped instanceof EngineError ? [] : [{ path: files.stopped, epoch: stopped.epoch }]),
    ...(await checkpointEpochs(runFolder)).map((epoch) => ({ path: files.checkpoint(epoch), epoch })),
  ].sort((a, b) => b.epoch - a.epoch)
  const readable: Candidate[] = []
  for (const candidate of candidates) {
    const read = await progressIn(candidate.path)
    if (read === null) continue
    if (read instanceof EngineError) {
      failure ??= read
      damaged.push(candidate)
      continue
    }
    readable.push(candidate)
    if (candidate.epoch <= measured) break
  }
  if (readable.length === 0) {
    if (failure) throw failure
    return { path: null, leftOut: [], note: null }
  }
  const last = readable.at(-1)!
  const chosen = last.epoch <= measured ? last : readable[0]
  const newer = readable.slice(0, readable.indexOf(chosen))
  // Damaged checkpoints older than the chosen one do not matter.
  const unread = damaged.filter(({ epoch }) => epoch > chosen.epoch)
  return {
    path: chosen.path,
    leftOut: [...unread, ...newer].map(({ path }) => path),
    note: noteOn(chosen, unread, newer, measured),
  }
}

function noteOn(
  chosen: Candidate,
  damaged: readonly Candidate[],
  newer: readonly Candidate[],
  measured: number,
): string | null {
  const named = (all: readonly Candidate[]) => all.map(({ path }) => basename(path)).join(', ')
  const reasons = [
    ...(damaged.length > 0 ? [`${named(damaged)} can't be read`] : []),
    ...(newer.length > 0 ? [`metrics.csv ends at epoch ${measured}, before ${named(newer)}`] : []),
    ...(chosen.epoch > measured ? [`metrics.csv has lost the epochs after ${measured}`] : []),
  ]
  if (reasons.length === 0) return null
  return `Resuming from ${basename(chosen.path)} (epoch ${chosen.epoch}): ${reasons.join('; ')}.`
}

/** A checkpoint's progress, or why it can't be read; null if it is gone. */
async function progressIn(path: string): Promise<Progress | EngineError | null> {
  try {
    return await readProgress(path)
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
    return (error.cause as NodeJS.ErrnoException | undefined)?.code === 'ENOENT' ? null : error
  }
}

/** The checkpoint from which a run resumes; null if it starts from scratch. @throws as `findCheckpoint` */
export const newestCheckpoint = async (runFolder: string): Promise<string | null> =>
  (await findCheckpoint(runFolder)).path

/** Whether a folder holds a training's checkpoints, readable or not. */
export const holdsTraining = (runFolder: string): Promise<boolean> =>
  newestCheckpoint(runFolder).then(
    (path) => path !== null,
    (error: unknown) => {
      if (error instanceof EngineError) return true
      throw error
    },
  )
