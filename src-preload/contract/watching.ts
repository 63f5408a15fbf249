import type { MethodName } from '../rpc/table.ts'
import type { CirrusContract } from './index.ts'

/** What such a window says, and what is answered to anything else that it asks. */
export const watchingWords = 'This window only watches: it can’t start or change anything.'

/**
 * What a window that only watches may call: what changes nothing, starts no job, and reads no file but those of the
 * catalog. Every other method is refused, a new one too until it is listed here.
 */
export const watchedMethods: readonly MethodName<CirrusContract>[] = [
  'host.describe',
  'devices.list',
  'devices.settings',
  'jobs.list',
  'maps.list',
  'maps.get',
  'maps.value',
  'maps.products',
  'maps.distribution',
  'maps.histogram',
  'maps.latitudes',
  'maps.cards',
  'maps.checksums',
  'datasets.list',
  'datasets.get',
  'datasets.patches',
  'runs.list',
  'runs.get',
  'runs.metrics',
  'runs.environments',
  'runs.files',
  'runs.log',
  'runs.presets',
  'priors.list',
  'priors.metrics',
  'samples.numbers',
  'likelihoods.list',
  'calibrations.list',
  'studies.list',
  'studies.get',
  'studies.trials',
  'studies.importance',
  'studies.model',
  'studies.log',
  'slurm.profiles',
  'validations.list',
  'validations.get',
  'validations.results',
  'validations.patches',
  'validations.nearest',
  'masks.list',
  'inpaintings.list',
  'inpaintings.get',
  'inpaintings.history',
  'exports.list',
]
