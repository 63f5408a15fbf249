import type { TrainingConfig } from './configuration.ts'

// A flow on patches of I, Q and U may make the fractions Q/I and U/I, and multiply them by the I that it makes beside them:
// where the dust is faint, Q and U are, too.
//
// Of standardised values z, where ln I = s z_I + mean: the fractions of I over its geometric mean, q = z_Q exp(-s z_I).

/** Values of a pixel: I, Q and U. */
const channels = 3

/**
 * Standardised patches [count, size, size, I Q U] with Q and U as fractions of I.
 * @param spread standard deviation s of ln I, by which it was divided
 */
export const toFractions = (patches: Float32Array, spread: number): Float32Array => timesIntensity(patches, -spread)

/** The inverse of `toFractions`. */
export const fromFractions = (patches: Float32Array, spread: number): Float32Array => timesIntensity(patches, spread)

function timesIntensity(patches: Float32Array, power: number): Float32Array {
  const turned = new Float32Array(patches.length)
  for (let i = 0; i < patches.length; i += channels) {
    const factor = Math.exp(power * patches[i])
    turned[i] = patches[i]
    turned[i + 1] = patches[i + 1] * factor
    turned[i + 2] = patches[i + 2] * factor
  }
  return turned
}

/**
 * ln of the determinant of `toFractions` at a patch: what its ln p has beyond that of its fractions.
 * @param patch [size, size, I Q U], standardised
 */
export function logDeterminantOfFractions(patch: Float32Array, spread: number): number {
  let sum = 0
  for (let i = 0; i < patch.length; i += channels) sum -= 2 * spread * patch[i]
  return sum
}

/** The setting that keeps a model from making fractions, and why; null if it can, or makes none. */
export function fractionsMisfit(
  config: Pick<TrainingConfig, 'polarisation' | 'architecture' | 'space' | 'channels' | 'observation'>,
): { field: 'polarisation'; reason: string } | null {
  if (config.polarisation === 'stokes') return null
  const reason =
    config.architecture !== 'flow' || config.space === 'latents'
      ? 'only a flow on patches makes fractions of I'
      : config.channels !== channels
        ? 'fractions of I need patches of I, Q and U'
        : config.observation !== 'none'
          ? 'a flow that fills holes sees the noise of Q and U, not that of fractions'
          : null
  return reason === null ? null : { field: 'polarisation', reason }
}
