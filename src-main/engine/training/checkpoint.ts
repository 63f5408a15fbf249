import { z } from 'zod'
import { trainingConfigSchema, type TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { FileFormatError } from '../../files/file-format-error.ts'
import { openSafetensors, writeSafetensors, type SafetensorsFile } from '../../files/safetensors.ts'
import { EngineError } from '../runtime/errors.ts'
import type { Weights } from '../runtime/graph.ts'
import { groupsOf, type Session } from '../runtime/session.ts'
import { checkpointEpochs, runFiles } from './run-folder.ts'

const progressSchema = z.object({
  /** Completed epochs. */
  epoch: z.number().int().min(0),
  /** Steps done in the current epoch. */
  step: z.number().int().min(0),
  /** Sums of the loss's terms over these steps. */
  sums: z.record(z.string(), z.number()),
  /** Sum over the steps at which it was measured. */
  gradientNorm: z.object({ sum: z.number(), count: z.number() }).default({ sum: 0, count: 0 }),
  /**
   * Seconds of training steps and of waiting for batches in the current epoch, and of everything since the run began.
   */
  stepSeconds: z.number(),
  waitedSeconds: z.number().default(0),
  elapsedSeconds: z.number(),
})
/** A training's progress; with the weights and Adam's state, all that resuming needs. */
export type Progress = z.infer<typeof progressSchema>

export const begin: Progress = {
  epoch: 0,
  step: 0,
  sums: {},
  gradientNorm: { sum: 0, count: 0 },
  stepSeconds: 0,
  waitedSeconds: 0,
  elapsedSeconds: 0,
}

export interface Checkpoint {
  path: string
  config: TrainingConfig
  progress: Progress
  /** All tensors of the file: weights under Keras's names, Adam's state under `adam/`. */
  tensors: Weights
}

/** Writes the session's whole state, with the configuration and progress in the file's metadata. */
export async function writeCheckpoint(
  path: string,
  session: Session,
  config: TrainingConfig,
  progress: Progress,
): Promise<void> {
  const tensors = groupsOf([...session.variables.keys()], session.variables).flatMap((group) => {
    let values: Float32Array[] = []
    return group.map((name, i) => ({
      name,
      shape: session.variables.get(name)!,
      values() {
        if (i === 0) values = session.getAll(group)
        return values[i]
      },
    }))
  })
  const metadata = { format: 'cirrus-checkpoint-1', config: JSON.stringify(config), progress: JSON.stringify(progress) }
  await writeSafetensors(path, tensors, metadata)
}

/**
 * @param wanted names of the tensors to read; all if omitted
 * @throws EngineError 'checkpoint' for a file that is missing, damaged, or not a Cirrus checkpoint
 */
export async function readCheckpoint(
  path: string,
  wanted: (name: string) => boolean = () => true,
): Promise<Checkpoint> {
  let file: SafetensorsFile | undefined
  try {
    file = await openSafetensors(path)
    const { config, progress } = parseMetadata(path, file.metadata)
    const tensors: Record<string, { shape: number[]; values: Float32Array }> = {}
    for (const [name, { shape }] of file.tensors) {
      if (wanted(name)) tensors[name] = { shape, values: await file.read(name) }
    }
    return { path, config, progress, tensors }
  } catch (cause) {
    if (cause instanceof FileFormatError) throw new EngineError('checkpoint', cause.message, { cause })
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new EngineError('checkpoint', `${path} is missing.`, { cause })
    }
    throw cause
  } finally {
    await file?.close()
  }
}

/** Reads what identifies the newest state, without its tensors. */
export async function readProgress(path: string): Promise<Progress> {
  return (await readCheckpoint(path, () => false)).progress
}

/**
 * Number of epochs a run need not repeat: those complete at its newest checkpoint. A running training may remove older
 * checkpoints between two looks at the folder, so only file names are used.
 */
export async function completeEpochs(runFolder: string): Promise<number> {
  const last = (await checkpointEpochs(runFolder)).at(-1) ?? 0
  return Math.max(last, (await stoppedEpoch(runFiles(runFolder).stopped)) ?? 0)
}

/**
 * Completed epochs of a run stopped in mid-epoch; null if it was not, has been resumed since, or the file can't be
 * read.
 */
async function stoppedEpoch(path: string): Promise<number | null> {
  try {
    return (await readProgress(path)).epoch
  } catch (error) {
    if (error instanceof EngineError) return null
    throw error
  }
}

function parseMetadata(path: string, metadata: Readonly<Record<string, string>>) {
  try {
    return {
      config: trainingConfigSchema.parse(JSON.parse(metadata.config)),
      progress: progressSchema.parse(JSON.parse(metadata.progress)),
    }
  } catch (cause) {
    const message = `${path}, metadata: not a Cirrus checkpoint: its configuration is missing.`
    throw new EngineError('checkpoint', message, { cause })
  }
}
