import { z } from 'zod'
import { viewProjections } from '../../src-shared/sky/projection/wcs-of-view.ts'

/** A view of the sky as an image: Galactic centre and degrees of sky across its width; north is up. */
export const viewImageSchema = z.object({
  projection: z.enum(viewProjections),
  lon: z.number().min(-360).max(720),
  lat: z.number().min(-90).max(90),
  fov: z.number().gt(0).max(1440),
  width: z.number().int().min(8).max(8192),
  height: z.number().int().min(8).max(8192),
})
export type ViewImage = z.infer<typeof viewImageSchema>

/**
 * Values at points spread over a view, `step` pixels apart: interpolated bilinearly, or those of the pixels (for masks).
 */
export const viewValuesSchema = viewImageSchema.extend({
  step: z.number().min(2).max(64),
  sampling: z.enum(['interpolated', 'pixels']),
})
export type ViewValues = z.infer<typeof viewValuesSchema>

/** Address of values over a view (`ViewGrid`) as float32 rows, the uppermost first, map units, NaN where missing. */
export const viewValuesAddress = (mapId: string, column: number, view: ViewValues) =>
  `/data/maps/${mapId}/view/${column}?${new URLSearchParams(Object.entries(view).map(([name, value]) => [name, String(value)]))}`
