/**
 * Ends of one colour scale for several pictures: their least value and their greatest, but for a share at either end that
 * would leave the rest pale.
 */
export function sharedRange(pictures: readonly ArrayLike<number>[], share = 0.001): [number, number] {
  const sorted = new Float32Array(pictures.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const picture of pictures) {
    sorted.set(picture, at)
    at += picture.length
  }
  sorted.sort()
  const cut = Math.floor(share * (sorted.length - 1))
  const [low, high] = [sorted[cut], sorted[sorted.length - 1 - cut]]
  return high > low ? [low, high] : [low - 0.5, low + 0.5]
}

/** A range about zero that holds the pictures, for differences. */
export function symmetricRange(pictures: readonly ArrayLike<number>[], share?: number): [number, number] {
  const [low, high] = sharedRange(pictures, share)
  const reach = Math.max(-low, high)
  return [-reach, reach]
}
