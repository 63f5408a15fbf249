import { z } from 'zod'
import { quartileBandsSchema, quartilesSchema } from './quartile-bands.ts'

/** Spectra of E and B modes of a set of patches, per band, as quartiles over the patches. */
export const modesSchema = z.object({
  ee: quartileBandsSchema,
  eb: quartileBandsSchema,
  bb: quartileBandsSchema,
  /** BB of the modes to which E contributes nothing; absent in results from before it was measured, as all below. */
  pureBb: quartileBandsSchema.optional(),
  /** Of I with E and with B, if the patches have I. */
  te: quartileBandsSchema.optional(),
  tb: quartileBandsSchema.optional(),
  /** EE over pure BB, and TE over the root of TT times EE, patch by patch. */
  ratio: quartileBandsSchema.optional(),
  correlation: quartileBandsSchema.optional(),
  /** The same, as one number of each patch: its median over the bands above the lowest. */
  overall: z.object({ ratio: quartilesSchema, correlation: quartilesSchema.optional() }).optional(),
})
export type Modes = z.infer<typeof modesSchema>

/** What each spectrum is called, and whether it is a power, of one sign, or has both; or a number without unit. */
export const modeKinds = {
  ee: { label: 'EE', is: 'power' },
  bb: { label: 'BB', is: 'power' },
  pureBb: { label: 'pure BB', is: 'power' },
  eb: { label: 'EB', is: 'cross' },
  te: { label: 'TE', is: 'cross' },
  tb: { label: 'TB', is: 'cross' },
  ratio: { label: 'EE / BB', is: 'number' },
  correlation: { label: 'TE / √(TT EE)', is: 'number' },
} as const satisfies Record<Exclude<keyof Modes, 'overall'>, { label: string; is: 'power' | 'cross' | 'number' }>
export type ModeName = keyof typeof modeKinds
/** In the order in which they are drawn. */
export const modeNames = Object.keys(modeKinds) as ModeName[]

/** The name of the axis of a spectrum, without unit. */
export const modeAxis = (name: ModeName): string =>
  modeKinds[name].is === 'number' ? modeKinds[name].label : `C(ℓ) ${modeKinds[name].label}`
