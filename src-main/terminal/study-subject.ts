import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import type { CirrusContract } from '../../src-preload/contract/index.ts'
import type { Study } from '../../src-preload/contract/studies.ts'
import { usualPriorName, type SearchedPrior } from '../../src-preload/contract/study-latents.ts'
import type { ParamsInputOf } from '../../src-preload/rpc/table.ts'
import type { TrainingConfig } from '../../src-shared/model/configuration.ts'
import { readRunOfPatches } from '../application/runs/run-of-patches.ts'
import { UsageError } from './exit-code.ts'
import { baseOfDataset, baseOfPrior, type StudyOptions } from './study-options.ts'
import type { Cirrus } from './with-application.ts'

/** What a study of the terminal searches: a model of a dataset, or a prior of a run's latents. */
export interface StudySubject {
  usualName: string
  /** The settings that are not searched. */
  base(options: StudyOptions): TrainingConfig
  /** What `studies.start` needs of it. */
  source(options: StudyOptions): Pick<ParamsInputOf<CirrusContract, 'studies.start'>, 'datasetId' | 'latents'>
  /** Whether a study is of the same patches or latents. */
  isOf(study: Pick<Study, 'datasetFingerprint' | 'latents'>): boolean
}

/** A dataset by its folder, or by its name in the home. @throws UsageError for options of priors */
export async function datasetToStudy(cirrus: Cirrus, word: string): Promise<StudySubject> {
  const known = (await cirrus.call('datasets.list', {})).find(({ id, name }) => id === word || name === word)
  const dataset = known && !existsSync(word) ? known : await cirrus.call('datasets.open', { folder: resolve(word) })
  return {
    usualName: `${dataset.name}-study`,
    base(options) {
      if (options.as ?? options.checkpoint) throw new UsageError('--as and --checkpoint are for a study with --prior')
      return baseOfDataset(options, dataset)
    },
    source: () => ({ datasetId: dataset.id }),
    isOf: ({ latents, datasetFingerprint }) => latents === null && datasetFingerprint === dataset.fingerprint,
  }
}

/** A run by its folder, or by its name in the home. @throws CirrusError refused if it is neither */
export async function priorToStudy(cirrus: Cirrus, kind: SearchedPrior, word: string): Promise<StudySubject> {
  const known = (await cirrus.call('runs.list', {})).find(({ id, name }) => id === word || name === word)
  const folder = known && !existsSync(word) ? known.folder : resolve(word)
  const { config } = await readRunOfPatches(folder)
  return {
    usualName: `${basename(folder)}-${kind}-study`,
    base(options) {
      if (options.preset) throw new UsageError('--preset is for a study on a dataset: change a prior with --set')
      return baseOfPrior(kind, options, config)
    },
    source: ({ as = usualPriorName(kind), checkpoint = 'best' }) => ({
      datasetId: null,
      latents: { run: folder, checkpoint, prior: as },
    }),
    isOf: ({ latents }) => latents !== null && resolve(latents.runFolder) === folder,
  }
}
