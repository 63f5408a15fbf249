import { z } from 'zod'
import { figureMasks } from '../../src-shared/sky/masks/figure-masks.ts'
import { maskNameFault } from '../../src-shared/sky/masks/mask-name.ts'
import { largestRadius } from '../../src-shared/sky/sources/source-in-row.ts'
import { event, method } from '../rpc/table.ts'
import { instantSchema, nothingSchema, pathSchema } from './states.ts'

/** A name of the library of masks. It is the name of the file, too. */
const maskNameSchema = z.string().superRefine((name, context) => {
  const fault = maskNameFault(name)
  if (fault !== null) context.addIssue({ code: 'custom', message: fault })
})

/** Discs around the sources of a list (CSV or a FITS table); `radius` of those without one, arcmin. */
export const sourcesMaskSchema = z.object({
  kind: z.literal('sources'),
  path: pathSchema,
  radius: z
    .number()
    .gt(0)
    .max(60 * largestRadius)
    .nullable()
    .default(null),
})

/** A HEALPix map, observed where it is above the threshold; its first column if none is named. */
export const mapMaskSchema = z.object({
  kind: z.literal('map'),
  path: pathSchema,
  column: z.string().min(1).nullable().default(null),
  threshold: z.number().default(0.5),
})

/** Where the mask of a patch comes from. 1 = observed, 0 = hole. */
export const maskChoiceSchema = z.discriminatedUnion('kind', [
  /** One of the three masks of the paper's Fig. 6, scaled to the patch. */
  z.object({ kind: z.enum(figureMasks) }),
  /** A FITS image or .npy of the patch's size. */
  z.object({ kind: z.literal('file'), path: pathSchema }),
  /** A mask of the library, scaled to the patch. */
  z.object({ kind: z.literal('saved'), name: maskNameSchema }),
  /** Random holes: of various shapes and any size, or discs that hide a share of the patch. */
  z.object({
    kind: z.literal('random'),
    seed: z.number().int().min(0).max(0xffff_ffff).default(0),
    share: z.number().min(0.001).max(0.9).nullable().default(null),
  }),
  sourcesMaskSchema,
  mapMaskSchema,
  /** No hole: all of the patch is seen, and a beam, a pixel window or noise leaves something to estimate. */
  z.object({ kind: z.literal('all') }),
])
export type MaskChoice = z.infer<typeof maskChoiceSchema>

/** The mask of one channel of several: a mask, or none of the channel is seen. */
export const channelMaskSchema = z.discriminatedUnion('kind', [
  ...maskChoiceSchema.options,
  z.object({ kind: z.literal('none') }),
])
export type ChannelMask = z.infer<typeof channelMaskSchema>

/** A mask of the library. */
export const savedMaskSchema = z.object({
  name: z.string(),
  /** Pixels on a side; for patches of other sizes it is scaled. */
  size: z.number().int(),
  /** Share of its pixels that are holes. */
  share: z.number(),
  savedAt: instantSchema,
})
export type SavedMask = z.infer<typeof savedMaskSchema>

const namedSchema = z.object({ name: maskNameSchema })

export const maskMethods = {
  /** The library, by name. */
  'masks.list': method({ params: nothingSchema, result: z.array(savedMaskSchema) }),
  /**
   * Saves a mask, as the lengths of its runs (src-shared/sky/masks/run-lengths.ts).
   * @throws CirrusError conflict for a name that is taken, unless its mask is to be replaced
   */
  'masks.save': method({
    params: namedSchema.extend({
      size: z.number().int().min(2).max(4096),
      runs: z.array(z.number().int().min(0)).max(4096 ** 2),
      replace: z.boolean().default(false),
    }),
    result: savedMaskSchema,
  }),
  /** @throws CirrusError conflict for a name that is taken */
  'masks.rename': method({ params: namedSchema.extend({ to: maskNameSchema }), result: savedMaskSchema }),
  'masks.remove': method({ params: namedSchema, result: nothingSchema }),
  /** What a file is, as a mask: a picture, a map, or a list of sources. */
  'masks.ofFile': method({ params: z.object({ path: pathSchema }), result: maskChoiceSchema }),
}

export const maskEvents = {
  /** The whole library, by name. */
  'masks.changed': event(z.object({ masks: z.array(savedMaskSchema) })),
}

/**
 * Address of the mask that a choice gives a patch of a dataset, as float32 [size, size].
 * @param version changes with the pixels of a saved mask, so that its former picture is not taken for it
 */
export const maskAddress = (datasetId: string, patch: number, choice: MaskChoice, version = '') =>
  `/data/masks/${datasetId}/${patch}?choice=${encodeURIComponent(JSON.stringify(choice))}${version && `&version=${encodeURIComponent(version)}`}`
