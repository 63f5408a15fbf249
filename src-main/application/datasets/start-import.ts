import { basename, join, resolve } from 'node:path'
import type { Dataset, StackImport } from '../../../src-preload/contract/datasets.ts'
import type { Job } from '../../../src-preload/contract/jobs.ts'
import { freeId, slug } from '../../../src-shared/text/names.ts'
import { countSplits } from '../../sky/patches/split.ts'
import { splitRandom } from '../../sky/patches/split-random.ts'
import type { Context } from '../host/context.ts'
import { takenIn } from '../host/naming.ts'
import { importStack } from './import-stack.ts'
import { planImport, recipeOfImport } from './plan-import.ts'
import { startDatasetJob } from './start-dataset-job.ts'

/** Folder name of a new dataset that is imported. */
export const freeImportId = ({ catalog, layout }: Context, { path }: { path: string }, name?: string): string =>
  freeId(slug(name ?? basename(path, '.npy')), takenIn(layout.datasets, catalog.datasets))

/**
 * Registers a dataset and starts the job that imports a stack into it.
 * @throws CirrusError refused, with the field of the order that is wrong
 */
export async function startImport(
  context: Context,
  { name, ...stack }: StackImport & { name?: string },
): Promise<{ dataset: Dataset; done: Promise<Job> }> {
  const { count, size } = await planImport(stack)
  const id = freeImportId(context, stack, name)
  const folder = join(context.layout.datasets, id)
  const planned = {
    ...{ id, name: name ?? id, mapId: null, mapName: null, column: null },
    stack: {
      path: resolve(stack.path),
      positions: stack.positions && resolve(stack.positions),
      ...(stack.masks === undefined ? {} : { masks: resolve(stack.masks) }),
      ...(stack.noise === undefined ? {} : { noise: resolve(stack.noise) }),
    },
    unit: stack.unit,
    recipe: recipeOfImport(stack, size),
    folder,
    count,
    // Until the positions of the patches that can be used are known, as if they were split at random.
    splits: countSplits(splitRandom(count, stack)),
    overlap: null,
  }
  return startDatasetJob(context, planned, {
    title: `Import ${planned.name}`,
    work: ({ signal, progress }) => importStack({ stack, name, folder, signal, onProgress: progress }),
  })
}
