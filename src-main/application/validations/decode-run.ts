import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import packageFacts from '../../../package.json' with { type: 'json' }
import { checkpointSchema, type CheckpointChoice } from '../../../src-preload/contract/runs.ts'
import type { SolverName } from '../../../src-preload/contract/solver.ts'
import { instantSchema } from '../../../src-preload/contract/states.ts'
import { CirrusError, refused } from '../../../src-preload/rpc/errors.ts'
import { latentChoiceSchema, type LatentChoice } from '../../engine/contract.ts'
import { decodingOutcomeSchema } from '../../engine/outcomes.ts'
import type { Engine } from '../host/engine.ts'
import { readDataset } from '../datasets/dataset-folder.ts'
import { readRecord, writeRecord } from '../host/record-file.ts'
import { drawnUnder } from '../priors/drawn-under.ts'
import { fittingPrior } from '../priors/fitting-prior.ts'
import { requireDrawable } from '../runs/require-drawable.ts'
import { readRunOfPatches } from '../runs/run-of-patches.ts'

/** Record of a decoding, written last. The arrays are beside it (decoded-files.ts). */
export const decodingRecordSchema = z.object({
  format: z.literal('cirrus-decoding-1'),
  cirrus: z.string(),
  createdAt: instantSchema,
  run: z.string(),
  /** Null for draws that use no patches: those from the prior, without conditions or with all of them given. */
  dataset: z.object({ folder: z.string(), fingerprint: z.string() }).nullable(),
  checkpoint: checkpointSchema,
  latents: latentChoiceSchema,
  /** Name of the prior; null for N(0, 1). */
  prior: z.string().nullable().default(null),
  /** Of the prior (fitting-prior.ts), which may be trained further. */
  priorVersion: z.string().nullable().default(null),
  result: decodingOutcomeSchema,
})
export type DecodingRecord = z.infer<typeof decodingRecordSchema>

export const decodingRecord = (folder: string, kind: LatentChoice['kind']) => join(folder, `${kind}.json`)

/** The record of a decoding in a folder; null if there is none. @throws CirrusError refused if it is damaged */
export const readDecoding = async (folder: string, kind: LatentChoice['kind']): Promise<DecodingRecord | null> =>
  existsSync(decodingRecord(folder, kind))
    ? readRecord(decodingRecord(folder, kind), decodingRecordSchema, { absent: refused(folder, '', 'it is gone') })
    : null

export interface DecodeOrder {
  /** Folder of the run. */
  run: string
  /** Folder of the dataset; the run's own if null. */
  dataset: string | null
  checkpoint: CheckpointChoice
  folder: string
  /** Name of a prior of the run; N(0, 1) if omitted. */
  prior?: string
  /** How a flow is solved, and in how many steps; the engine's own choice if omitted. */
  solver?: SolverName
  solverSteps?: number
  signal?: AbortSignal
  onDecoded?(done: number, count: number): void
}

/** Records this process is about to write: two decodings at once would mix their arrays. */
const underWay = new Set<string>()

/**
 * Decodes chosen latents of a run's model into a folder: <kind>.npy, <kind>-latents.npy, and <kind>.json last.
 * @throws CirrusError refused | conflict | invalid-params | cancelled | engine-...
 */
export async function decodeRun(engine: Engine, order: DecodeOrder, latents: LatentChoice): Promise<DecodingRecord> {
  const file = resolve(decodingRecord(order.folder, latents.kind))
  const conflict = (what: string) => new CirrusError('conflict', `${order.folder} ${what}; choose another folder.`)
  if (existsSync(file)) throw conflict('already holds a decoding')
  if (underWay.has(file)) throw conflict('is in use by another decoding')
  underWay.add(file)
  try {
    return await decodeInto(engine, order, latents, file)
  } finally {
    underWay.delete(file)
  }
}

async function decodeInto(
  engine: Engine,
  { run, dataset, checkpoint, folder, prior, solver, solverSteps, signal, onDecoded }: DecodeOrder,
  latents: LatentChoice,
  file: string,
): Promise<DecodingRecord> {
  const { record, config } = await readRunOfPatches(run)
  requireDrawable(run, config)
  const datasetFolder = resolve(dataset ?? record.dataset.folder)
  const given = latents.kind === 'samples' ? (latents.given ?? {}) : {}
  const looksAtPatches = latents.kind !== 'samples' || (await drawnUnder(run, prior)).some((name) => !(name in given))
  const fingerprint = looksAtPatches ? (await readDataset(datasetFolder)).record.fingerprint : null
  const files = { runFolder: resolve(run), datasetFolder, folder: resolve(folder) }
  const drawn = prior === undefined ? null : await fittingPrior(run, prior, checkpoint)
  const result = await engine.call(
    'decoding.run',
    {
      ...files,
      checkpoint,
      latents,
      prior: drawn?.folder ?? null,
      ...(solver !== undefined && { solver }),
      ...(solverSteps !== undefined && { solverSteps }),
    },
    { signal, onProgress: ({ done, count }) => onDecoded?.(done, count) },
  )
  const decoding: DecodingRecord = {
    format: 'cirrus-decoding-1',
    cirrus: packageFacts.version,
    createdAt: new Date().toISOString(),
    run: files.runFolder,
    dataset: fingerprint === null ? null : { folder: datasetFolder, fingerprint },
    checkpoint,
    latents,
    prior: prior ?? null,
    priorVersion: drawn?.version ?? null,
    result,
  }
  await writeRecord(file, decoding)
  return decoding
}
