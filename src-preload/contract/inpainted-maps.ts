import { z } from 'zod'
import { method } from '../rpc/table.ts'
import { estimateOrderSchema } from './estimators.ts'
import { jobSchema } from './jobs.ts'
import { mapMaskSchema, sourcesMaskSchema } from './masks.ts'
import { idSchema, targetSchema } from './states.ts'

/** Where the holes of a map are: around the sources of a list, or where a map of any nside, ordering and frame says. */
export const mapHolesSchema = z.discriminatedUnion('kind', [sourcesMaskSchema, mapMaskSchema])
export type MapHoles = z.infer<typeof mapHolesSchema>

/** Which holes of a map are filled, and what is written of them. */
export const mapFillSchema = z.object({
  holes: mapHolesSchema,
  /** Noise of the map in standardised units. */
  sigma: z.number().gt(0).max(10).default(0.05),
  /** Constrained realisations to write as whole maps, of those that the estimator draws. */
  realisations: z.number().int().min(0).max(1000).default(4),
})
export type MapFill = z.infer<typeof mapFillSchema>

/** A map of the catalog whose holes are to be filled. */
export const inpaintedMapOrderSchema = mapFillSchema.extend({
  mapId: idSchema,
  /** Name of one column. */
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
