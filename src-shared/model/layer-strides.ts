import type { TrainingConfig } from './configuration.ts'

export type Half = 'encoder' | 'decoder'
type Strides<H extends Half> = Pick<TrainingConfig, `${H}Filters` | `${H}Strides`>

/** Strides of a half's convolutions, one for each filter: the encoder's make the map smaller, the decoder's larger. */
export const stridesOf = <H extends Half>(config: Strides<H>, half: H): number[] =>
  config[`${half}Strides`] ?? config[`${half}Filters`].map(() => 2)

/** All strides of a half together: how many times smaller its smallest map is than the patch, on a side. */
export const totalStride = <H extends Half>(config: Strides<H>, half: H): number =>
  stridesOf(config, half).reduce((product, stride) => product * stride, 1)

/** The setting by which a half's strides do not fit its filters or the patch, and why; null if they fit. */
export function strideMisfit<H extends Half>(config: Strides<H> & Pick<TrainingConfig, 'size'>, half: H) {
  const filters = config[`${half}Filters`].length
  const strides = config[`${half}Strides`]
  if (strides && strides.length !== filters) {
    return {
      field: `${half}Strides` as const,
      reason: `one for each of ${filters} filters is needed, not ${strides.length}`,
    }
  }
  const total = totalStride(config, half)
  if (config.size % total === 0) return null
  const field = strides ? (`${half}Strides` as const) : (`${half}Filters` as const)
  return { field, reason: `${filters} layers need a multiple of ${total} px; the patches have ${config.size}` }
}
