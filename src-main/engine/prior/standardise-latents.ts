/** Posteriors of patches, [patches, latents] each, the channels of a place side by side. */
export interface Posteriors {
  means: Float32Array
  /** ln of the standard deviations. */
  logWidths: Float32Array
}

/**
 * Standardises posteriors in place, so that samples of the chosen patches' have mean 0 and variance 1 in each channel.
 * @param chosen by patch: whether it counts
 * @returns what was subtracted from each channel, and then divided by; a channel that never varies is divided by 1
 */
export function standardise({ means, logWidths }: Posteriors, channels: number, chosen: readonly boolean[]) {
  const length = means.length / chosen.length
  const [sums, squares, widths] = [0, 1, 2].map(() => new Float64Array(channels))
  let count = 0
  chosen.forEach((isChosen, patch) => {
    if (!isChosen) return
    count += length / channels
    for (let i = patch * length; i < (patch + 1) * length; i++) {
      sums[i % channels] += means[i]
      squares[i % channels] += means[i] ** 2
      widths[i % channels] += Math.exp(2 * logWidths[i])
    }
  })
  const centre = Array.from(sums, (sum) => sum / count)
  const scale = centre.map((mean, c) => Math.sqrt(squares[c] / count - mean ** 2 + widths[c] / count) || 1)
  for (let i = 0; i < means.length; i++) {
    means[i] = (means[i] - centre[i % channels]) / scale[i % channels]
    logWidths[i] -= Math.log(scale[i % channels])
  }
  return { centre, scale }
}
