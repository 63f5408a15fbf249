import packageFacts from '../../../package.json' with { type: 'json' }
import type { Study } from '../../../src-preload/contract/studies.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { chosenEpoch } from '../../engine/inference/trained-model.ts'
import type { Context } from '../host/context.ts'
import { holdsLatents, readLatentsRecord, writeLatentsRecord } from '../priors/latents-folder.ts'
import { readRun } from '../runs/run-folder.ts'

/**
 * Encodes the patches of the run whose latents a study is of, unless that is done.
 * @throws CirrusError refused if the run was trained further since the study was started | cancelled | engine-...
 */
export async function encodeForStudy(
  { engines }: Pick<Context, 'engines'>,
  { name, latents, datasetFolder, datasetFingerprint }: Study & { latents: NonNullable<Study['latents']> },
  { signal, progress }: { signal: AbortSignal; progress(fraction: number | null, note: string): void },
): Promise<void> {
  if (holdsLatents(datasetFolder)) return
  const { runFolder, checkpoint, epoch } = latents
  const { dataset } = (await readRun(runFolder)).record
  const changed = (now: number) =>
    refused(
      runFolder,
      '',
      `${name} is a study on the latents of epoch ${epoch}, and the ${checkpoint} checkpoint is of epoch ${now} by now; start a new study`,
    )
  const now = await chosenEpoch(runFolder, checkpoint)
  if (now !== epoch) throw changed(now)
  const encoded = await engines.interactive.call(
    'prior.encode',
    { runFolder, datasetFolder: dataset.folder, checkpoint, folder: datasetFolder },
    { signal, onProgress: ({ done, count }) => progress(null, `encoding patch ${done} of ${count}`) },
  )
  if (encoded.epoch !== epoch) throw changed(encoded.epoch)
  await writeLatentsRecord(datasetFolder, {
    format: 'cirrus-latents-1',
    cirrus: packageFacts.version,
    createdAt: new Date().toISOString(),
    run: runFolder,
    latents: encoded,
    fingerprint: datasetFingerprint,
  })
}

/** The latents of a study of a prior. @throws CirrusError refused if they are not encoded, or are gone */
export const latentsOfStudy = async ({ datasetFolder }: Pick<Study, 'datasetFolder'>) =>
  (await readLatentsRecord(datasetFolder)).latents
