import { z } from 'zod'
import type { Channel } from '../../src-shared/sky/channels.ts'
import { method } from '../rpc/table.ts'
import { estimateOrderSchema } from './estimators.ts'
import { jobSchema } from './jobs.ts'
import { mapMaskSchema, sourcesMaskSchema } from './masks.ts'
import { idSchema, targetSchema } from './states.ts'

/** Where the holes of a map are: around the sources of a list, or where a map of any nside, ordering and frame says. */
export const mapHolesSchema = z.discriminatedUnion('kind', [sourcesMaskSchema, mapMaskSchema])
export type MapHoles = z.infer<typeof mapHolesSchema>

const sigmaSchema = z.number().gt(0).max(10)

/**
 * How a channel of a map is filled otherwise than all: it has other holes, or none as all of it is seen; or other noise. Q
 * and U have the same holes, as patches turn one into the other.
 */
export const channelFillSchema = z.object({
  holes: z.discriminatedUnion('kind', [...mapHolesSchema.options, z.object({ kind: z.literal('all') })]).optional(),
  sigma: sigmaSchema.optional(),
})
export type ChannelFill = z.infer<typeof channelFillSchema>

/** Which holes of a map are filled, and what is written of them. */
export const mapFillSchema = z.object({
  holes: mapHolesSchema,
  /** Noise of the map in standardised units. */
  sigma: sigmaSchema.default(0.05),
  /** Of maps of several channels, what differs for some: Q and U have holes where I is seen. */
  channels: z.partialRecord(z.enum(['I', 'Q', 'U'] satisfies Channel[]), channelFillSchema).default({}),
  /** Constrained realisations to write as whole maps, of those that the estimator draws. */
  realisations: z.number().int().min(0).max(1000).default(4),
})
export type MapFill = z.infer<typeof mapFillSchema>

/** A map of the catalog whose holes are to be filled. */
export const inpaintedMapOrderSchema = mapFillSchema.extend({
  mapId: idSchema,
  /** Name of one column; if patches have several channels, of one of theirs. */
  column: z.string().min(1),
  /** The dataset that says how wide and how scaled the patches around holes are. */
  datasetId: idSchema,
  estimate: estimateOrderSchema,
  /** Folder of the maps: a new one, or one where the same work was stopped. */
  out: targetSchema,
})
export type InpaintedMapOrder = z.infer<typeof inpaintedMapOrderSchema>

/** What would be filled, before any value of the map is read. */
export const inpaintedMapPreviewSchema = z.object({
  /** Each is filled from a patch of its own. */
  holes: z.number().int(),
  /** Holes that the folder has already, of the same work that was stopped. */
  done: z.number().int(),
  /** Sources of the list; null for a mask. */
  sources: z.number().int().nullable(),
  /** Pixels of the map in holes. */
  pixels: z.number().int(),
  /** Diameter of the widest hole, degrees. */
  widest: z.number(),
  /** Pixels and degrees on a side of a patch. */
  size: z.number().int(),
  width: z.number(),
  /** Size of all files. */
  bytes: z.number(),
})
export type InpaintedMapPreview = z.infer<typeof inpaintedMapPreviewSchema>

export const inpaintedMapMethods = {
  /** Refuses what `maps.inpaint` would, naming the field, but for holes without sky around them. */
  'maps.previewInpainting': method({ params: inpaintedMapOrderSchema, result: inpaintedMapPreviewSchema }),
  /** A job that ends with the filled map in the list of maps; its `subject` is the map once it is open. */
  'maps.inpaint': method({ params: inpaintedMapOrderSchema, result: jobSchema }),
}
