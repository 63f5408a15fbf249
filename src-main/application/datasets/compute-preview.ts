import { availableParallelism } from 'node:os'
import type { z } from 'zod'
import type { DatasetRecipe, datasetPreviewSchema } from '../../../src-preload/contract/datasets.ts'
import { coverage } from '../../../src-shared/sky/coverage.ts'
import type { SkyField } from '../../../src-shared/sky/field.ts'
import type { Refusal } from '../../../src-shared/sky/scale.ts'
import type { StokesValues } from '../../sky/patches/cut-batch.ts'
import { cutSetup } from '../../sky/patches/cut-patches.ts'
import { findRefusals } from '../../sky/patches/find-refusals.ts'
import { countSplits } from '../../sky/patches/split.ts'
import { splitOverlap } from '../../sky/patches/split-overlap.ts'
import { cuttingSeconds, timeCut, type CutTime } from '../../sky/patches/time-cut.ts'
import { planDataset, type DatasetPlan, type PlannedSky } from './plan-dataset.ts'
import { countRefusals } from './refusal-counts.ts'
import { cutOptionsOf } from './settle-recipe.ts'

/** A recipe's expected result, independent of its folder. */
export type DatasetPreview = Omit<z.infer<typeof datasetPreviewSchema>, 'folder'>

/** What a map says of the positions of a recipe, whatever their splits. */
export interface CutFacts {
  /** Of each position. */
  refusals: (Refusal | null)[]
  /** What cutting takes; null if there is no patch. */
  time: CutTime | null
}

/** A recipe, settled, with what it is carried out on. */
export interface PreviewTask {
  recipe: DatasetRecipe
  sky: PlannedSky
  /** The map and its mask; null if every position counts as a patch. */
  cut: { map: SkyField; stokes: StokesValues | null; mask: SkyField | null } | null
  /** If they are known already. */
  facts: CutFacts | null
}

export interface PreviewAnswer {
  preview: DatasetPreview
  facts: CutFacts | null
}

/** Computes a preview; with many patches it takes seconds. @throws CirrusError as `planDataset`; the signal's reason */
export async function computePreview(
  { recipe, sky, cut, facts: known }: PreviewTask,
  signal?: AbortSignal,
): Promise<PreviewAnswer> {
  const plan = planDataset(recipe, sky)
  if (!cut) return { preview: previewOf(plan, recipe, null), facts: null }
  const { map, stokes, mask } = cut
  const options = { ...cutOptionsOf(recipe), stokes, mask, signal }
  const facts = known ?? {
    refusals: await findRefusals(map, plan.centres, options),
    time: null,
  }
  if (!known) {
    const good = plan.centres.filter((_, i) => !facts.refusals[i])
    facts.time = timeCut(cutSetup(map, options), good)
  }
  return { preview: previewOf(plan, recipe, facts), facts }
}

function previewOf(plan: DatasetPlan, recipe: DatasetRecipe, facts: CutFacts | null): DatasetPreview {
  const { size, width, channels, holes, softening } = recipe
  const kept = plan.centres
    .map((centre, i) => ({ ...centre, split: plan.splitOf[i] }))
    .filter((_, i) => !facts?.refusals[i])
  const splits = kept.map(({ split }) => split)
  const { twice, mean } = coverage(kept, width)
  const leftOut = plan.leftOut.reduce((sum, { count }) => sum + count, 0)
  return {
    count: kept.length,
    positions: plan.count + leftOut,
    refused: [...plan.leftOut, ...countRefusals(facts?.refusals ?? [])].sort((a, b) => b.count - a.count),
    splits: countSplits(splits),
    overlap: kept.length === plan.count ? plan.overlap : splitOverlap(kept, splits, width),
    coverage: { twice, mean },
    bytes: (4 * channels.length + (holes === 'keep' ? 1 : 0)) * size * size * kept.length,
    seconds: facts?.time ? cuttingSeconds(facts.time, kept.length, availableParallelism()) : null,
    softening,
    centres: kept,
  }
}
