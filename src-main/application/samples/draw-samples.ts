import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { CheckpointChoice } from '../../../src-preload/contract/runs.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { interleaved, patchesShape } from '../../../src-shared/sky/channels.ts'
import { writeNpyRows } from '../../files/npy.ts'
import type { Engine } from '../host/engine.ts'
import { writtenFile, type WrittenFile } from '../host/written-file.ts'
import { decodingRecord, type DecodingRecord } from '../validations/decode-run.ts'
import type { SolverName } from '../../../src-preload/contract/solver.ts'
import { sampleRun } from '../validations/sample-run.ts'
import type { SamplePlan, SampleRequest } from './plan-samples.ts'
import { readSamples, sampleFiles } from './sample-values.ts'
import { writeSampleFits } from './write-sample-fits.ts'
import { writeSampleTable } from './write-sample-table.ts'

export interface SamplesOrder extends SampleRequest {
  folder: string
  checkpoint: CheckpointChoice
  /** How a flow is solved, and in how many steps; the engine's own choice if omitted. */
  solver?: SolverName
  solverSteps?: number
  signal?: AbortSignal
  onProgress?(fraction: number, note: string): void
}

/**
 * Draws samples of a run into a folder: samples.npy, samples.csv, and as asked for samples-map.npy and a FITS file of each
 * sample. Sample n of a seed is the same however many are drawn. Overwrites nothing; if it fails, its record is not left.
 * @param plan of the order (`planSamples`)
 * @throws CirrusError conflict for files that exist | cancelled | engine-...
 */
export async function drawSamples(
  engine: Engine,
  order: SamplesOrder,
  plan: SamplePlan,
): Promise<{ record: DecodingRecord; files: WrittenFile[] }> {
  const { folder, signal, formats, onProgress = () => {} } = order
  const files = sampleFiles(folder)
  const written = [
    ...(plan.standards ? [files.map] : []),
    files.table,
    ...(formats.includes('fits') ? Array.from({ length: plan.count }, (_, i) => files.fits(i)) : []),
  ]
  const taken = written.find((path) => existsSync(path))
  if (taken !== undefined) throw new CirrusError('conflict', `${taken} would be overwritten; choose another folder.`)
  const { count, given } = plan
  const record = await sampleRun(engine, {
    ...{ ...order, count, given },
    onDecoded: (done, all) => onProgress((0.9 * done) / all, `sample ${done}/${all}`),
  })
  try {
    if (plan.standards) await writeMapStack(folder, plan, signal)
    await writeSampleTable(folder, plan)
    if (formats.includes('fits')) {
      for await (const sample of readSamples(folder, plan, signal)) {
        await writeSampleFits(folder, plan, { ...record, seed: order.seed }, sample)
        onProgress(0.9 + (0.1 * (sample.index + 1)) / count, `writing sample ${sample.index + 1}/${count}`)
      }
    }
    return { record, files: await Promise.all([files.standard, ...written].map(writtenFile)) }
  } catch (error) {
    for (const path of [...written, decodingRecord(folder, 'samples')]) await rm(path, { force: true }).catch(() => {})
    throw error
  }
}

/** Writes samples-map.npy, one sample after another. */
async function writeMapStack(folder: string, plan: SamplePlan, signal?: AbortSignal): Promise<void> {
  const { record, channels } = plan.dataset!
  const { size } = record.recipe
  async function* pieces() {
    for await (const { map } of readSamples(folder, plan, signal)) yield interleaved(map!)
  }
  await writeNpyRows(sampleFiles(folder).map, 'float32', patchesShape(0, size, channels.length).slice(1), pieces())
}
