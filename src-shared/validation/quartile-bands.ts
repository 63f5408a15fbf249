import { z } from 'zod'

const value = z.number().nullable()
const values = z.array(value)

/** Quartiles over a set: of one number per patch, or of each column of a row per patch. */
export const quartilesSchema = z.object({ low: value, median: value, high: value })
export type Quartiles = z.infer<typeof quartilesSchema>
export const quartileBandsSchema = z.object({ low: values, median: values, high: values })
export type QuartileBands = z.infer<typeof quartileBandsSchema>
