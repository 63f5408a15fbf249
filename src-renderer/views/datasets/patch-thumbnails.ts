import { patchesAddress } from '../../../src-preload/contract/index.ts'
import { fetchFloats } from '../../connection/index.ts'
import type { PatchUnit } from './gallery-range.ts'

/** A small picture: values [row, column], row 0 south. */
export interface Thumbnail {
  values: Float32Array
  size: number
}

/** Maximum side of a thumbnail in pixels, and maximum number of thumbnails kept. */
const thumbnailSize = 72
const kept = 2500
/** Maximum bytes per request. */
const requestBytes = 1 << 18

/** Block means of a square image, [size, size] to [floor(size / factor), same]. */
export function shrink(values: Float32Array, size: number, factor: number): Thumbnail {
  if (factor === 1) return { values, size }
  const small = Math.floor(size / factor)
  const out = new Float32Array(small * small)
  for (let row = 0; row < small; row++)
    for (let column = 0; column < small; column++) {
      let sum = 0
      for (let y = 0; y < factor; y++)
        for (let x = 0; x < factor; x++) sum += values[(row * factor + y) * size + column * factor + x]
      out[row * small + column] = sum / factor ** 2
    }
  return { values: out, size: small }
}

/**
 * The thumbnails of one channel of a dataset in one unit, fetched in blocks of neighbouring patches; the most recent are kept.
 * @param dataset `logged` for pictures of the natural logarithms of the values
 * @param changed called when thumbnails have arrived
 */
export function patchThumbnails(
  dataset: { id: string; size: number; count: number; logged: boolean; channel?: number },
  unit: PatchUnit,
  changed: () => void,
) {
  const { id, size, count, logged, channel = 0 } = dataset
  const block = Math.max(1, Math.min(64, Math.floor(requestBytes / (4 * size * size))))
  const factor = Math.max(1, Math.floor(size / thumbnailSize))
  const thumbnails = new Map<number, Thumbnail>()
  const asked = new Map<number, 'asked' | 'failed'>()
  const ending = new AbortController()

  async function fetchBlock(start: number) {
    const length = Math.min(block, count - start)
    try {
      const values = await fetchFloats(patchesAddress(id, start, length, unit, channel), ending.signal)
      for (let i = 0; i < length; i++) {
        const small = shrink(values.slice(i * size * size, (i + 1) * size * size), size, factor)
        thumbnails.set(start + i, logged ? { ...small, values: small.values.map(Math.log) } : small)
      }
      for (const oldest of thumbnails.keys()) {
        if (thumbnails.size <= kept) break
        thumbnails.delete(oldest)
      }
      asked.delete(start)
    } catch {
      asked.set(start, 'failed')
    }
    if (!ending.signal.aborted) changed()
  }
  return {
    /** The thumbnail of a patch if it is loaded; requests it otherwise. `failed` if the host has none. */
    get(index: number): Thumbnail | 'coming' | 'failed' {
      const known = thumbnails.get(index)
      if (known) return known
      const start = index - (index % block)
      const state = asked.get(start)
      if (state === 'failed') return 'failed'
      if (state === undefined) {
        asked.set(start, 'asked')
        void fetchBlock(start)
      }
      return 'coming'
    },
    close: () => ending.abort(),
  }
}
