/** Some pixels of a map, so few that an array of all would be mostly empty. */
export interface PixelList {
  /** in ascending order */
  pixels: Uint32Array
  /** place in `pixels` of the first pixel of each block of 4096, and at the end the number of pixels */
  starts: Uint32Array
}

const BLOCK = 12

/**
 * Pixel numbers in order: sorted into blocks by counting, then inside each block.
 * @param numbers below `npix`, each once, in any order
 * @param shared whether worker threads share the memory
 */
export function pixelList(npix: number, numbers: ArrayLike<number>, shared = false): PixelList {
  const blocks = Math.ceil(npix / 2 ** BLOCK)
  const [pixels, starts] = [uint32(numbers.length, shared), uint32(blocks + 1, shared)]
  for (let i = 0; i < numbers.length; i++) starts[(numbers[i] >>> BLOCK) + 1]++
  for (let block = 0; block < blocks; block++) starts[block + 1] += starts[block]
  if (isAscending(numbers)) {
    pixels.set(numbers)
    return { pixels, starts }
  }
  const next = starts.slice()
  for (let i = 0; i < numbers.length; i++) pixels[next[numbers[i] >>> BLOCK]++] = numbers[i]
  for (let block = 0; block < blocks; block++)
    if (starts[block + 1] - starts[block] > 1) pixels.subarray(starts[block], starts[block + 1]).sort()
  return { pixels, starts }
}

const uint32 = (length: number, shared: boolean): Uint32Array =>
  shared ? new Uint32Array(new SharedArrayBuffer(4 * length)) : new Uint32Array(length)

/** Whether each number is larger than the one before it. */
export function isAscending(numbers: ArrayLike<number>): boolean {
  for (let i = 1; i < numbers.length; i++) if (numbers[i] <= numbers[i - 1]) return false
  return true
}

/** The place of the first pixel of a list that is not below `pixel`; the number of pixels if there is none. */
export function placeFrom({ pixels, starts }: PixelList, pixel: number): number {
  const block = pixel >>> BLOCK
  let low = starts[block]
  let high = starts[block + 1]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (pixels[middle] < pixel) low = middle + 1
    else high = middle
  }
  return low
}

/** The place of a pixel in a list; -1 if it is not one of them. */
export function placeIn(list: PixelList, pixel: number): number {
  const place = placeFrom(list, pixel)
  return place < list.pixels.length && list.pixels[place] === pixel ? place : -1
}

/** Whether two lists have the same pixels. */
export const isSameList = (a: PixelList, b: PixelList): boolean =>
  a === b || (a.pixels.length === b.pixels.length && a.pixels.every((pixel, i) => pixel === b.pixels[i]))
