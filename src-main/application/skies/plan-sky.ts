import { resolve } from 'node:path'
import { standardisationOf, standardOf } from '../../../src-preload/contract/datasets.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { coverSky, usualStep } from '../../../src-shared/sky/whole-sky/cover-sky.ts'
import type { Scaling, Standard, Standardisation } from '../../../src-shared/sky/scale.ts'
import { readDataset } from '../datasets/dataset-folder.ts'
import { unitOf } from '../datasets/patch-origin.ts'
import { readRun } from '../runs/run-folder.ts'

/** What a run and its dataset say of a sky that its flow draws. */
export interface SkyPlan {
  run: string
  /** Side of a patch, and degrees between neighbouring ones. */
  size: number
  width: number
  step: number
  standardisation: Standardisation
  scaling: Scaling
  /** What all patches were standardised with; null if each was with its own. */
  standard: Standard | null
  /** TTYPE and TUNIT. */
  column: string
  unit: string
  history: string[]
}

export interface SkyRequest {
  /** Folder of the run. */
  run: string
  /** Folder of the dataset it was trained on; the one that the run's record names if null. */
  dataset: string | null
  /** Largest distance between the centres of neighbouring patches, in degrees; null is half their width, if that leaves no gaps. */
  step: number | null
}

/**
 * A flow's patches know nothing of the level and the contrast around them if each was standardised by itself: the sky is
 * then one of standardised values. Otherwise it is in the unit of the map.
 * @throws CirrusError refused for a run whose model can't draw a sky, or a dataset that is not the run's; SkyError `grid`
 * for a step that leaves gaps
 */
export async function planSky({ run, dataset, step }: SkyRequest): Promise<SkyPlan> {
  const { record, config } = await readRun(run)
  if (config.architecture !== 'flow' || config.space !== 'patches')
    throw refused(
      run,
      'architecture',
      'a sky is drawn from a flow on patches; train one with cirrus train --preset flow',
    )
  if (config.channels !== 1)
    throw refused(run, 'channels', `a sky is drawn of an intensity, not of ${config.channels} channels`)
  if (config.octaves > 0)
    throw refused(run, 'octaves', 'a sky is drawn from a flow of one resolution; train one with --set octaves=0')
  const unknown = config.conditions.filter((name) => name !== 'latitude')
  if (unknown.length > 0)
    throw refused(
      run,
      'conditions',
      `the sky does not say which ${unknown.join(', ')} its places have; train a flow on latitude alone, or on nothing`,
    )
  const folder = resolve(dataset ?? record.dataset.folder)
  const { record: source, patches } = await readDataset(folder)
  if (source.fingerprint !== record.dataset.fingerprint)
    throw refused(folder, 'dataset.json', `it is not the dataset that ${run} was trained on; name that with --dataset`)
  const standardisation = standardisationOf(source.recipe)
  const column = source.map?.column ?? 'SIGNAL'
  const { size, width } = source.recipe
  const apart = step ?? usualStep({ size, width })
  // Refuses what leaves gaps, before any work.
  coverSky({ size, width }, apart)
  const shared = { run: resolve(run), size, width, step: apart, standardisation, scaling: source.recipe }
  const history = [
    source.map
      ? `Trained on patches of ${source.map.path}, column ${source.map.column}.`
      : `Trained on patches of ${source.stack?.path}.`,
    ...(source.map?.citation ? [`Data: ${source.map.citation}`] : []),
  ]
  return standardisation === 'patch'
    ? { ...shared, standard: null, column: 'STANDARDISED', unit: '', history: [...history, ...standardisedHistory] }
    : { ...shared, standard: standardOf(patches[0], 0), column, unit: unitOf(source), history }
}

const standardisedHistory = [
  'Standardised values: each patch of the training had its own mean and standard deviation, so that this sky has mean 0 and standard deviation 1 in every patch, and no unit.',
]
