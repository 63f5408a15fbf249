import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import packageFacts from '../../../package.json' with { type: 'json' }
import {
  keptLikelihoodSchema,
  type KeptLikelihood,
  type LikelihoodChoice,
} from '../../../src-preload/contract/likelihood.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { readRecord, writeRecord } from '../host/record-file.ts'
import type { RunLikelihoods } from '../validations/run-likelihoods.ts'

// A run's folder keeps its likelihoods in likelihoods/epoch-0048-test-100.json.

const recordSchema = keptLikelihoodSchema.omit({ id: true, runId: true }).extend({
  format: z.literal('cirrus-likelihood-1'),
  cirrus: z.string(),
  /** Of the dataset. */
  fingerprint: z.string(),
})

/** A likelihood as its file tells, without the run's id, which a folder does not know. */
export type StoredLikelihood = Omit<KeptLikelihood, 'id' | 'runId'> & { name: string }

const folderOf = (run: string) => join(run, 'likelihoods')
const ending = '.json'

/**
 * Keeps the likelihood of a flow in its run's folder, in place of one of the same epoch, split and number of patches.
 * @throws CirrusError refused for likelihoods of latents, or a full disk
 */
export async function keepLikelihood(
  run: string,
  choice: LikelihoodChoice,
  { epoch, fingerprint, likelihoods: [likelihood] }: RunLikelihoods,
): Promise<StoredLikelihood> {
  if (likelihood.space === 'latents') {
    throw refused(
      run,
      '',
      'a likelihood of latents is kept by a validation: cirrus reconstruct RUN --report --likelihood',
    )
  }
  const kept = { createdAt: new Date().toISOString(), epoch, choice, likelihood }
  const name = `epoch-${String(epoch).padStart(4, '0')}-${choice.split}-${likelihood.densities.length}`
  await writeRecord(join(folderOf(run), `${name}${ending}`), {
    ...{ format: 'cirrus-likelihood-1', cirrus: packageFacts.version, fingerprint },
    ...kept,
  } satisfies z.infer<typeof recordSchema>)
  return { name, ...kept }
}

/** The kept likelihoods of a run, newest first. @throws CirrusError refused for a damaged one */
export async function keptLikelihoods(run: string): Promise<StoredLikelihood[]> {
  const files = (await readdir(folderOf(run)).catch(() => [])).filter((name) => name.endsWith(ending))
  const all = await Promise.all(
    files.map(async (file): Promise<StoredLikelihood> => {
      const path = join(folderOf(run), file)
      const record = await readRecord(path, recordSchema, { absent: refused(path, '', 'it is gone') })
      const { createdAt, epoch, choice, likelihood } = record
      return { name: file.slice(0, -ending.length), createdAt, epoch, choice, likelihood }
    }),
  )
  return all.sort((a, b) => b.createdAt.localeCompare(a.createdAt))
}
