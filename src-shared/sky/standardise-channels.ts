import type { Channel } from './channels.ts'
import { standardise, type Refusal, type Scaling, type Standard } from './scale.ts'

/**
 * Scales and standardises a patch of several channels. I is treated as a patch of its own. Q and U stay linear, each
 * around its mean, with one standard deviation: the root of their mean variance. With one of each, a rotation of the
 * axes would no longer be a rotation of the standardised values.
 * @param values map units, [pixels, channels]; not modified
 * @param out standardised values, same length
 * @returns the standard of each channel, or why the patch can't be used
 */
export function standardiseChannels(
  values: Float64Array,
  channels: readonly Channel[],
  scaling: Scaling,
  out: Float32Array,
): Standard[] | Refusal {
  const width = channels.length
  const pixels = values.length / width
  const standards: Standard[] = []
  if (channels[0] === 'I') {
    const intensity = Float64Array.from({ length: pixels }, (_, i) => values[i * width])
    const standardised = new Float32Array(pixels)
    const standard = standardise(intensity, scaling, standardised)
    if (typeof standard === 'string') return standard
    for (let i = 0; i < pixels; i++) out[i * width] = standardised[i]
    standards.push(standard)
  }
  const polarised = channels.flatMap((channel, c) => (channel === 'I' ? [] : [c]))
  if (polarised.length === 0) return standards
  const means = polarised.map((c) => sumOver(pixels, (i) => values[i * width + c]) / pixels)
  const variances = polarised.map((c, k) => sumOver(pixels, (i) => (values[i * width + c] - means[k]) ** 2) / pixels)
  const std = Math.sqrt(variances.reduce((sum, variance) => sum + variance, 0) / variances.length)
  if (!Number.isFinite(std)) return 'missing pixels'
  // Rounding alone gives a constant patch a spread of some 1e-16 of its mean.
  if (std <= 1e-14 * Math.max(...means.map(Math.abs))) return 'constant'
  polarised.forEach((c, k) => {
    for (let i = c; i < values.length; i += width) out[i] = (values[i] - means[k]) / std
    standards.push({ mean: means[k], std })
  })
  return standards
}

function sumOver(count: number, term: (i: number) => number): number {
  let sum = 0
  for (let i = 0; i < count; i++) sum += term(i)
  return sum
}
