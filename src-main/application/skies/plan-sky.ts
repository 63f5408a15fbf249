import { resolve } from 'node:path'
import { standardisationOf, standardOf } from '../../../src-preload/contract/datasets.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { coverSky, usualStep } from '../../../src-shared/sky/whole-sky/cover-sky.ts'
import { measureTemplate, type TemplateChoice } from './measure-template.ts'
import { skyNumbers, type SkyNumbers } from './sky-numbers.ts'
import type { Scaling, Standard, Standardisation } from '../../../src-shared/sky/scale.ts'
import { readDataset } from '../datasets/dataset-folder.ts'
import { unitOf } from '../datasets/patch-origin.ts'
import { readRunOfPatches } from '../runs/run-of-patches.ts'

/** What a run and its dataset say of a sky that its flow draws. */
export interface SkyPlan {
  run: string
  /** Side of a patch, and degrees between neighbouring ones. */
  size: number
  width: number
  step: number
  /** Their number. */
  patches: number
  standardisation: Standardisation
  scaling: Scaling
  /** What undoes the standardisation of the whole sky once it is drawn; null if nothing does. */
  standard: Standard | null
  /** What each patch is told, and drawn with. */
  numbers: SkyNumbers
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
  /** Numbers for the whole sky: conditions of the flow, and mean and std. */
  given: Readonly<Record<string, number>>
  /** A map that says them for each patch. */
  like: TemplateChoice | null
  signal?: AbortSignal
}

/**
 * A flow's patches know nothing of the level and the contrast around them if each was standardised by itself: without a
 * template, or numbers that are given, the sky is then one of standardised values. Otherwise it is in the unit of the map.
 * @throws CirrusError refused for a run whose model can't draw a sky, a dataset that is not the run's, and as `skyNumbers`
 * and `measureTemplate`; SkyError `grid` for a step that leaves gaps
 */
export async function planSky({ run, dataset, step, given, like, signal }: SkyRequest): Promise<SkyPlan> {
  const { record, config } = await readRunOfPatches(run)
  if (config.architecture !== 'flow' || config.space !== 'patches')
    throw refused(
      run,
      'architecture',
      'a sky is drawn from a flow on patches; train one with cirrus train --preset flow',
    )
  if (config.channels !== 1)
    throw refused(run, 'channels', `a sky is drawn of an intensity, not of ${config.channels} channels`)
  const folder = resolve(dataset ?? record.dataset.folder)
  const { record: source, patches: trained } = await readDataset(folder)
  if (source.fingerprint !== record.dataset.fingerprint)
    throw refused(folder, 'dataset.json', `it is not the dataset that ${run} was trained on; name that with --dataset`)
  const standardisation = standardisationOf(source.recipe)
  if (like && standardisation !== 'patch')
    throw refused(
      run,
      'standardisation',
      'the patches of its dataset were not standardised one by one: the sky has a level and a contrast by itself, and takes none from a map',
    )
  const column = source.map?.column ?? 'SIGNAL'
  const unit = unitOf(source)
  const { size, width } = source.recipe
  // A stack that was made elsewhere has none.
  const frequency = 'frequency' in source.recipe ? source.recipe.frequency : null
  const apart = step ?? usualStep({ size, width })
  const cover = coverSky({ size, width }, apart)
  const template =
    like && (await measureTemplate(like, cover, { scaling: source.recipe, column, unit, frequency }, signal))
  const numbers = skyNumbers({ cover, conditions: config.conditions, standardisation, given, template })
  const shared = {
    ...{ run: resolve(run), size, width, step: apart, patches: cover.planes.length, numbers },
    ...{ standardisation, scaling: source.recipe },
  }
  const history = [
    source.map
      ? `Trained on patches of ${source.map.path}, column ${source.map.column}.`
      : `Trained on patches of ${source.stack?.path}.`,
    ...(source.map?.citation ? [`Data: ${source.map.citation}`] : []),
    ...(like ? [`Level and contrast of every patch: ${resolve(like.path)}, column ${template!.column}.`] : []),
    ...Object.entries(given).map(([name, value]) => `Drawn under ${name} = ${value}.`),
  ]
  if (standardisation !== 'patch') return { ...shared, standard: standardOf(trained[0], 0), column, unit, history }
  // Patches were drawn with their own already; what is left is the scale.
  if (numbers.standards) return { ...shared, standard: { mean: 0, std: 1 }, column, unit, history }
  return { ...shared, standard: null, column: 'STANDARDISED', unit: '', history: [...history, ...standardisedHistory] }
}

const standardisedHistory = [
  'Standardised values: each patch of the training had its own mean and standard deviation, so that this sky has mean 0 and standard deviation 1 in every patch, and no unit.',
]
