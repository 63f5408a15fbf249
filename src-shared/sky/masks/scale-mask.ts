/**
 * A mask of one size as a mask of another: the first and last pixels of both lie on the borders of the same piece of sky. A
 * pixel is a hole if the nearest pixel of the other mask is; no hole is lost to a coarser mask, as the pixel that is nearest
 * to a hole is one, too.
 * @param mask [from, from], 1 = observed, 0 = hole
 * @returns [to, to]
 */
export function scaleMask(mask: Uint8Array, from: number, to: number): Uint8Array {
  if (from === to) return mask
  const nearest = (ours: number, theirs: number) =>
    Array.from({ length: ours }, (_, i) => Math.round((i * (theirs - 1)) / (ours - 1)))
  const [source, target] = [nearest(to, from), nearest(from, to)]
  const scaled = Uint8Array.from(
    { length: to * to },
    (_, i) => mask[source[Math.floor(i / to)] * from + source[i % to]],
  )
  mask.forEach((observed, i) => {
    if (observed === 0) scaled[target[Math.floor(i / from)] * to + target[i % from]] = 0
  })
  return scaled
}
