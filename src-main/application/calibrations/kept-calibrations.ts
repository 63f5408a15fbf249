import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import packageFacts from '../../../package.json' with { type: 'json' }
import {
  keptCalibrationSchema,
  type CalibrationChoice,
  type KeptCalibration,
} from '../../../src-preload/contract/calibrations.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { readRecord, writeRecord } from '../host/record-file.ts'

// The folder of a run, or of a dataset for estimators without a model, keeps calibrations in
// calibrations/flow-noise-0.2.json.

const recordSchema = keptCalibrationSchema.omit({ id: true, runId: true, datasetId: true }).extend({
  format: z.literal('cirrus-calibration-1'),
  cirrus: z.string(),
})

/** A calibration as its file tells, without the ids of its run or dataset, which a folder does not know. */
export type StoredCalibration = Omit<KeptCalibration, 'id' | 'runId' | 'datasetId'> & { name: string }

const folderOf = (owner: string) => join(owner, 'calibrations')
const ending = '.json'

/** An estimator's kind, the covariance of one that has several, a beam, whether there are no holes, and the noise. */
const nameOf = ({ estimator, mask, beam, sigma }: CalibrationChoice): string =>
  [
    estimator.kind,
    ...('covariance' in estimator ? [estimator.covariance] : []),
    ...(beam === null ? [] : [`beam-${beam}`]),
    ...(mask === 'all' ? ['all-seen'] : []),
    `noise-${sigma}`,
  ].join('-')

/**
 * Keeps a calibration beside its model, in place of one of the same kind, beam, mask and noise.
 * @param owner folder of the run, or of the dataset
 */
export async function keepCalibration(
  owner: string,
  kept: Omit<StoredCalibration, 'name' | 'createdAt'>,
): Promise<StoredCalibration> {
  const name = nameOf(kept.choice)
  const stored = { createdAt: new Date().toISOString(), ...kept }
  await writeRecord(join(folderOf(owner), `${name}${ending}`), {
    ...{ format: 'cirrus-calibration-1', cirrus: packageFacts.version },
    ...stored,
  } satisfies z.infer<typeof recordSchema>)
  return { name, ...stored }
}

/** The kept calibrations of a run or dataset, newest first. @throws CirrusError refused for a damaged one */
export async function keptCalibrations(owner: string): Promise<StoredCalibration[]> {
  const files = (await readdir(folderOf(owner)).catch(() => [])).filter((name) => name.endsWith(ending))
  const all = await Promise.all(
    files.map(async (file): Promise<StoredCalibration> => {
      const path = join(folderOf(owner), file)
      const {
        format: _,
        cirrus: __,
        ...stored
      } = await readRecord(path, recordSchema, {
        absent: refused(path, '', 'it is gone'),
      })
      return { name: file.slice(0, -ending.length), ...stored }
    }),
  )
  return all.sort((a, b) => b.createdAt.localeCompare(a.createdAt))
}
