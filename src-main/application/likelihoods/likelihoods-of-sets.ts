import { basename, dirname, resolve } from 'node:path'
import type { NamedLikelihood } from '../../../src-shared/validation/likelihood-table.ts'
import { sampleFiles } from '../samples/sample-values.ts'
import { readDecoding } from '../validations/decode-run.ts'
import { keptLikelihoods } from './kept-likelihoods.ts'

/**
 * The kept likelihoods of the flows that drew sets of samples, at the same epoch: the records beside the sets tell which.
 * A flow is named by its run's folder.
 * @throws CirrusError refused for a damaged likelihood
 */
export async function likelihoodsOfSets(files: readonly string[]): Promise<NamedLikelihood[]> {
  const flows = new Map<string, NamedLikelihood>()
  for (const file of files) {
    const folder = dirname(file)
    const { standard, map } = sampleFiles(folder)
    if (![standard, map].some((one) => resolve(one) === resolve(file))) continue
    // Another program may have left a samples.json of its own.
    const drawn = await readDecoding(folder, 'samples').catch(() => null)
    if (!drawn) continue
    const kept = (await keptLikelihoods(drawn.run)).find(({ epoch }) => epoch === drawn.result.epoch)
    if (kept) flows.set(drawn.run, { name: basename(drawn.run), likelihood: kept.likelihood })
  }
  return [...flows.values()]
}
