import { z } from 'zod'
import { datasetSplits } from '../../src-shared/sky/patch-choice/dataset-splits.ts'
import type { PatchForm } from '../../src-shared/model/latent-shape.ts'
import { channelSets, type Channel } from '../../src-shared/sky/channels.ts'
import { method } from '../rpc/table.ts'
import {
  datasetRecipeSchema,
  importRecipeSchema,
  rotationSchema,
  storedRecipeSchema,
  type StoredRecipe,
} from './dataset-recipe.ts'
import {
  changeEvent,
  failureSchema,
  idSchema,
  instantSchema,
  nameSchema,
  nothingSchema,
  oneSchema,
  pathSchema,
  stateSchema,
} from './states.ts'

export {
  datasetRecipeSchema,
  importRecipeSchema,
  rotationSchema,
  scalingShape,
  standardisationSchema,
  storedRecipeSchema,
} from './dataset-recipe.ts'
export type { DatasetRecipe, ImportRecipe, StoredRecipe } from './dataset-recipe.ts'

export const splitNameSchema = z.enum(datasetSplits)
export type SplitName = z.infer<typeof splitNameSchema>

/** The channels of a dataset's patches, in the order of the last axis of patches.npy. */
export const datasetChannels = ({ channels }: Pick<StoredRecipe, 'channels'>): readonly Channel[] =>
  channelSets[channels]

/** The file that the noise maps of a dataset are made of; null for a dataset without. */
export const noiseFileOf = ({ recipe, stack }: { recipe: StoredRecipe; stack: Pick<PatchStack, 'noise'> | null }) =>
  stack?.noise ?? ('noise' in recipe ? recipe.noise : null)

/** What a dataset's patches determine of a model: they are standardised unless that is over good pixels or undone later. */
export const patchFormOf = ({
  recipe,
  stack,
}: {
  recipe: StoredRecipe
  stack: Pick<PatchStack, 'masks' | 'noise'> | null
}): PatchForm => ({
  size: recipe.size,
  channels: datasetChannels(recipe).length,
  likelihoodNoise: noiseFileOf({ recipe, stack }) === null ? 'none' : 'maps',
  standardised:
    recipe.standardisation === 'patch' &&
    ('step' in recipe ? recipe.holes !== 'keep' && recipe.apodisation === 0 : !stack?.masks),
})

/** A recipe as it is carried out: without an intensity, nothing has a logarithm. */
export const settledRecipe = <R extends Pick<StoredRecipe, 'channels' | 'scale'>>(recipe: R): R =>
  recipe.channels === 'QU' ? { ...recipe, scale: 'linear', softening: null } : recipe

/** A stack of patches made elsewhere: a .npy file [N, H, W] or [N, H, W, channels]. */
export const patchStackSchema = z.object({
  path: pathSchema,
  /** CSV file with the centre of each patch; null if the patches have no position on the sky. */
  positions: z.string().min(1).nullable(),
  /** .npy file with the good pixels of each patch, if there is one. */
  masks: z.string().min(1).optional(),
  /** .npy file with the standard deviations of the noise, if there is one. */
  noise: z.string().min(1).optional(),
})
export type PatchStack = z.infer<typeof patchStackSchema>

/** A stack to import, with what its file does not say. */
export const stackImportSchema = importRecipeSchema.omit({ size: true }).extend({
  path: pathSchema,
  positions: z.string().min(1).nullable().default(null),
  /** .npy file [N, H, W] with 1 at good pixels and 0 at others, which training ignores; without it, all are good. */
  masks: z.string().min(1).optional(),
  /**
   * .npy file with the standard deviations of the noise, in the unit of the values: of each value, as the stack; of each value
   * of any patch, [H, W] or [H, W, channels]; or of each channel, [channels]. Without it, nothing is known of the noise.
   */
  noise: z.string().min(1).optional(),
  unit: z.string().max(60).default(''),
})
export type StackImport = z.infer<typeof stackImportSchema>

export const splitCountsSchema = z.object({
  train: z.number().int(),
  validation: z.number().int(),
  test: z.number().int(),
  unused: z.number().int(),
})

export const datasetSchema = z.object({
  id: idSchema,
  name: z.string(),
  mapId: idSchema.nullable(),
  /** Name and column of the map it was cut from; null if it was imported from a stack. */
  mapName: z.string().nullable(),
  column: z.string().nullable(),
  /** The stack that it was imported from; null if it was cut from a map. */
  stack: patchStackSchema.nullable(),
  unit: z.string(),
  recipe: storedRecipeSchema,
  folder: z.string(),
  state: stateSchema,
  failure: failureSchema.nullable(),
  count: z.number().int(),
  splits: splitCountsSchema,
  /** Fraction of the test patches' area that lies inside training patches; null if their positions are not known. */
  overlap: z.number().nullable(),
  /** SHA-256 of the values in patches.npy (its bytes after the header), which identifies a run's training data. */
  fingerprint: z.string().nullable(),
  createdAt: instantSchema,
})
export type Dataset = z.infer<typeof datasetSchema>

export const patchSchema = z.object({
  index: z.number().int(),
  /** Centre in degrees, Galactic; both are null if it has no position. */
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  rotation: rotationSchema,
  /**
   * Mean and standard deviation of the scaled (log or linear) values of the first channel: x = z * std + mean restores
   * a patch.
   */
  mean: z.number(),
  std: z.number(),
  /** The same of the other channels, in their order. Q and U have the same standard deviation. */
  others: z.array(z.object({ mean: z.number(), std: z.number() })).default([]),
  split: splitNameSchema,
})
export type Patch = z.infer<typeof patchSchema>

/** Positions, or patches of a stack, that give no patch, by reason. */
export const refusedPatchesSchema = z.array(z.object({ reason: z.string(), count: z.number().int() }))
export type RefusedPatches = z.infer<typeof refusedPatchesSchema>

/** Preview of a dataset before cutting; with a map it is exact. */
export const datasetPreviewSchema = z.object({
  count: z.number().int(),
  /** Positions; without a map each counts as a patch. */
  positions: z.number().int(),
  refused: refusedPatchesSchema,
  splits: splitCountsSchema,
  overlap: z.number(),
  /** Fraction of the covered sky under more than one patch, and the mean number of patches over a point of it. */
  coverage: z.object({ twice: z.number(), mean: z.number() }),
  /** Place and split of every patch. */
  centres: z.array(z.object({ lon: z.number(), lat: z.number(), rotation: rotationSchema, split: splitNameSchema })),
  /** Size of the dataset on disk, in bytes. */
  bytes: z.number(),
  /** Estimate of the time that cutting takes on this machine, from some patches that were cut; null without a map. */
  seconds: z.number().nullable(),
  /** The softening of asinh, if it is that scale. */
  softening: z.number().nullable(),
  /** The folder it would get; null without a map. */
  folder: z.string().nullable(),
})

export const datasetMethods = {
  'datasets.list': method({ params: nothingSchema, result: z.array(datasetSchema) }),
  'datasets.get': method({ params: oneSchema, result: datasetSchema }),
  'datasets.patches': method({ params: oneSchema, result: z.array(patchSchema) }),
  /** With a map and a column, only patches that can be cut from the column count. */
  'datasets.preview': method({
    params: datasetRecipeSchema.extend({
      mapId: idSchema.optional(),
      column: z.number().int().min(0).optional(),
      name: nameSchema.optional(),
    }),
    result: datasetPreviewSchema,
  }),
  /** Registers the dataset and cuts it as a job; the returned dataset is `waiting` or `running`. */
  'datasets.create': method({
    params: z.object({
      mapId: idSchema,
      column: z.number().int().min(0),
      name: nameSchema.optional(),
      recipe: datasetRecipeSchema,
    }),
    result: datasetSchema,
  }),
  /** What is known of a stack before its values are read; refuses what `datasets.import` would, naming the field. */
  'datasets.previewImport': method({
    params: stackImportSchema.extend({ name: nameSchema.optional() }),
    result: z.object({
      /** Patches in the stack, pixels on a side, and their NumPy type. */
      count: z.number().int(),
      size: z.number().int(),
      type: z.string(),
      /** Size of the dataset on disk, in bytes, if no patch is left out. */
      bytes: z.number(),
      folder: z.string(),
    }),
  }),
  /** Registers a dataset and imports a stack into it as a job; the returned dataset is `waiting` or `running`. */
  'datasets.import': method({
    params: stackImportSchema.extend({ name: nameSchema.optional() }),
    result: datasetSchema,
  }),
  /** Registers a dataset that `cirrus dataset create` or `import` wrote elsewhere; it stays there. */
  'datasets.open': method({ params: z.object({ folder: pathSchema }), result: datasetSchema }),
  'datasets.rename': method({
    params: z.object({ id: idSchema, name: nameSchema }),
    result: datasetSchema,
  }),
  /**
   * Deletes the dataset, and its folder if that is in the home. Refused while runs were trained on it, with a list of
   * what would be lost.
   */
  'datasets.remove': method({ params: oneSchema, result: nothingSchema }),
}

export const datasetEvents = { 'datasets.changed': changeEvent(datasetSchema) }

/** Mean and standard deviation of one channel of a patch. */
export const standardOf = (
  { mean, std, others }: Pick<Patch, 'mean' | 'std' | 'others'>,
  channel: number,
): { mean: number; std: number } => (channel === 0 ? { mean, std } : others[channel - 1])

/**
 * Address of one channel of patches as float32 [count, size, size], row 0 south, column 0 east.
 * @param unit `standard` (as trained) or `map` (the map's own unit)
 */
export const patchesAddress = (
  datasetId: string,
  from: number,
  count: number,
  unit: 'standard' | 'map' = 'standard',
  channel = 0,
) => `/data/datasets/${datasetId}/patches?from=${from}&count=${count}&unit=${unit}${channelQuery(channel)}`

/** The part of an address of pictures that chooses a channel; the first needs none. */
export const channelQuery = (channel: number): string => (channel === 0 ? '' : `&channel=${channel}`)
