import type { TrainingConfig } from './configuration.ts'

export type Half = 'encoder' | 'decoder'
type Strides<H extends Half> = Pick<TrainingConfig, `${H}Filters` | `${H}Strides`>

/**
 * Strides of the encoder's or decoder's convolutions, one per filter: the encoder's shrink the map, the decoder's widen
 * it.
 */
export const stridesOf = <H extends Half>(config: Strides<H>, half: H): number[] =>
  config[`${half}Strides`] ?? config[`${half}Filters`].map(() => 2)

/** Product of a half's strides: the side of the patch over that of the half's smallest map. */
export const totalStride = <H extends Half>(config: Strides<H>, half: H): number =>
  stridesOf(config, half).reduce((product, stride) => product * stride, 1)

/** Why a flow's resolutions don't fit the patch; null if they do. */
export function resolutionMisfit({ encoderFilters, size }: Pick<TrainingConfig, 'encoderFilters' | 'size'>) {
  const coarsest = 2 ** (encoderFilters.length - 1)
  if (size % coarsest === 0) return null
  const reason = `${encoderFilters.length} resolutions need a multiple of ${coarsest} px; the patches have ${size}`
  return { field: 'encoderFilters' as const, reason }
}

/** The setting that makes a half's strides incompatible with its filters or the patch, and why; null if they fit. */
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
