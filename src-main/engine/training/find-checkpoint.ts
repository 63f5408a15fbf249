import { basename } from 'node:path'
import { EngineError } from '../runtime/errors.ts'
import { readProgress, type Progress } from './checkpoint.ts'
import { readMetrics } from './metrics.ts'
import { checkpointEpochs, runFiles } from './run-folder.ts'

interface Candidate {
  path: string
  /** Epochs complete. */
  epoch: number
}

/** Where a run goes on. */
export interface FoundCheckpoint {
  /** Null where it begins. */
  path: string | null
  /** Checkpoints that are newer, and can't be used: damaged, or beyond what metrics.csv still holds. */
  leftOut: string[]
  /** What was left out and why, in a sentence; null where there is nothing to say. */
  note: string | null
}

/**
 * The file from which a run goes on: where it was stopped, or its last complete epoch. One that can't be read is left out,
 * and so is one whose epochs metrics.csv has lost, as long as there is an older one.
 * @throws EngineError 'checkpoint' where none of them can be read
 */
export async function findCheckpoint(runFolder: string): Promise<FoundCheckpoint> {
  const files = runFiles(runFolder)
  // Of a table that is lost altogether no checkpoint is too new.
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
  // An older one that is damaged is in nobody's way.
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
  return `Going on from ${basename(chosen.path)} (epoch ${chosen.epoch}): ${reasons.join('; ')}.`
}

/** How far a checkpoint got, or why it can't be read; null if it is gone. */
async function progressIn(path: string): Promise<Progress | EngineError | null> {
  try {
    return await readProgress(path)
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
    return (error.cause as NodeJS.ErrnoException | undefined)?.code === 'ENOENT' ? null : error
  }
}

/** The file from which a run goes on; null where it begins. @throws as `findCheckpoint` */
export const newestCheckpoint = async (runFolder: string): Promise<string | null> =>
  (await findCheckpoint(runFolder)).path

/** Whether a folder holds the checkpoints of a training, be they readable or not. */
export const holdsTraining = (runFolder: string): Promise<boolean> =>
  newestCheckpoint(runFolder).then(
    (path) => path !== null,
    (error: unknown) => {
      if (error instanceof EngineError) return true
      throw error
    },
  )
