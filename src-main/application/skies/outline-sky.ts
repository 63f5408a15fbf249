import { resolve } from 'node:path'
import { standardOf } from '../../../src-preload/contract/datasets.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { whyNoSky } from '../../../src-shared/model/why-no-sky.ts'
import type { Scaling, Standard, Standardisation } from '../../../src-shared/sky/scale.ts'
import { coverSky, usualStep, type SkyCover } from '../../../src-shared/sky/whole-sky/cover-sky.ts'
import { templateNames } from '../../../src-shared/sky/whole-sky/patch-numbers.ts'
import { readDataset } from '../datasets/dataset-folder.ts'
import { unitOf } from '../datasets/patch-origin.ts'
import { inField, withinField } from '../host/in-field.ts'
import { readRunOfPatches } from '../runs/run-of-patches.ts'
import { chooseTemplate, type ChosenTemplate, type TemplateChoice } from './choose-template.ts'
import { patchesHaveLevels } from './numbers-needed.ts'

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
}

/** What a run, its dataset and the headers of files say of a sky that the run's flow draws. */
export interface SkyOutline {
  run: string
  config: TrainingConfig
  cover: SkyCover
  /** Degrees between neighbouring patches, at most. */
  step: number
  template: ChosenTemplate | null
  standardisation: Standardisation
  scaling: Scaling
  /** Whether every patch has a mean and a standard deviation of its own. */
  levels: boolean
  /** What undoes the standardisation of the whole sky once it is drawn; null if nothing does. */
  standard: Standard | null
  /** TTYPE and TUNIT. */
  column: string
  unit: string
  history: string[]
}

/**
 * A flow's patches know nothing of the level and the contrast around them if each was standardised by itself: without a
 * template, or numbers that are given, the sky is then one of standardised values. Otherwise it is in the unit of the map.
 * @throws CirrusError refused for a run whose model can't draw a sky, a dataset that is not the run's, a step that leaves
 * gaps, and as `patchesHaveLevels`; FitsError, CirrusError refused as `chooseTemplate`
 */
export async function outlineSky({ run, dataset, step, given, like }: SkyRequest): Promise<SkyOutline> {
  const { record, config } = await readRunOfPatches(run)
  const unable = whyNoSky(config)
  if (unable) throw refused(run, unable.setting, unable.reason, 'runId')
  const folder = resolve(dataset ?? record.dataset.folder)
  const { record: source, patches: trained } = await readDataset(folder)
  if (source.fingerprint !== record.dataset.fingerprint)
    throw refused(folder, 'dataset.json', `it is not the dataset that ${run} was trained on; restore or name that one`)
  const standardisation = source.recipe.standardisation
  if (like && standardisation !== 'patch')
    throw refused(
      run,
      'standardisation',
      'the patches of its dataset were not standardised one by one: the sky has a level and a contrast by itself, and takes none from a map',
      'like',
    )
  const { size, width } = source.recipe
  const apart = step ?? usualStep({ size, width })
  const cover = await inField('step', () => coverSky({ size, width }, apart))
  // A stack that was made elsewhere has none.
  const frequency = 'frequency' in source.recipe ? source.recipe.frequency : null
  const made = { column: source.map?.column ?? 'SIGNAL', unit: unitOf(source), frequency }
  const template = like && (await withinField('like', () => chooseTemplate(like, made)))
  const measured = template ? templateNames(size) : []
  const levels = patchesHaveLevels({ conditions: config.conditions, standardisation, given, measured })
  const shared = { run: resolve(run), config, cover, step: apart, template, standardisation, levels }
  const history = [
    source.map
      ? `Trained on patches of ${source.map.path}, column ${source.map.column}.`
      : `Trained on patches of ${source.stack?.path}.`,
    ...(source.map?.citation ? [`Data: ${source.map.citation}`] : []),
    ...(template ? [`Level and contrast of every patch: ${resolve(template.path)}, column ${template.column}.`] : []),
    ...Object.entries(given).map(([name, value]) => `Drawn under ${name} = ${value}.`),
  ]
  const inUnit = { ...shared, scaling: source.recipe, column: made.column, unit: made.unit, history }
  if (standardisation !== 'patch') return { ...inUnit, standard: standardOf(trained[0], 0) }
  // Patches are drawn with their own already; what is left is the scale.
  if (levels) return { ...inUnit, standard: { mean: 0, std: 1 } }
  return { ...inUnit, standard: null, column: 'STANDARDISED', unit: '', history: [...history, ...standardisedHistory] }
}

const standardisedHistory = [
  'Standardised values: each patch of the training had its own mean and standard deviation, so that this sky has mean 0 and standard deviation 1 in every patch, and no unit.',
]
