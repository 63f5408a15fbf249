import { z } from 'zod'

/**
 * One of the three masks of the paper's Fig. 6, scaled to the patch, or a mask from a file (FITS image or .npy; 1 =
 * observed, 0 = hole).
 */
export const maskChoiceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['disc', 'corner', 'block']) }),
  z.object({ kind: z.literal('file'), path: z.string().min(1) }),
])
export type MaskChoice = z.infer<typeof maskChoiceSchema>
