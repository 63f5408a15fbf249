import { z } from 'zod'

const share = z.number().min(0).max(1)

/** How a classifier two-sample test is made. */
export const classifierSettingsSchema = z.object({
  folds: z.number().int().min(2).max(20).default(5),
  /** Steps of Adam in each fold. */
  steps: z.number().int().min(1).max(100_000).default(600),
  seed: z.number().int().min(0).default(0),
})
export type ClassifierSettings = z.infer<typeof classifierSettingsSchema>

/**
 * Classifier two-sample test (Lopez-Paz & Oquab 2017, arXiv:1610.06545): how often a network tells which of two sets a
 * patch is from that it has not seen. 0.5 if they can't be told apart.
 */
export const classifierTestSchema = z.object({
  accuracy: share,
  /** 95 % interval (src-shared/statistics/cross-validated-accuracy.ts). */
  low: share,
  high: share,
  /** Probability of at least this accuracy if nothing tells the sets apart. */
  pValue: share,
  /** Held-out patches told rightly, of all that were held out in turn, as many of either set. */
  correct: z.number().int(),
  count: z.number().int(),
  folds: z.array(z.object({ accuracy: share, correct: z.number().int(), count: z.number().int() })),
  parameters: z.number().int(),
  seconds: z.number(),
})
export type ClassifierTest = z.infer<typeof classifierTestSchema>

/** Models against the sky, in their order, and other sky against it; null without such a set. */
export const classifierComparisonSchema = z.object({
  models: z.array(classifierTestSchema),
  floor: classifierTestSchema.nullable(),
})
export type ClassifierComparison = z.infer<typeof classifierComparisonSchema>
