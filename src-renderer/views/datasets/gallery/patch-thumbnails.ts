import { patchesAddress } from '../../../../src-preload/contract/index.ts'
import { fetchFloats } from '../../../connection/index.ts'
import type { PatchUnit } from './gallery-range.ts'

/** A small picture: values [row, column], row 0 south. */
export interface Thumbnail {
  values: Float32Array
  size: number
}

/** Maximum side of a thumbnail in pixels, and maximum number of thumbnails kept. */
const thumbnailSize = 72
const kept = 2500
/** Maximum bytes per request, and requests at once. */
const requestBytes = 1 << 18
const atOnce = 4

/** Block means of a square image, [size, size] to [floor(size / factor), same], of the pixels that have a value. */
export function shrink(values: Float32Array, size: number, factor: number): Thumbnail {
  if (factor === 1) return { values, size }
  const small = Math.floor(size / factor)
  const out = new Float32Array(small * small)
  for (let row = 0; row < small; row++)
    for (let column = 0; column < small; column++) {
      let [sum, count] = [0, 0]
      for (let y = 0; y < factor; y++)
        for (let x = 0; x < factor; x++) {
          const value = values[(row * factor + y) * size + column * factor + x]
          if (Number.isNaN(value)) continue
          sum += value
          count++
        }
      out[row * small + column] = sum / count
    }
  return { values: out, size: small }
}

/**
 * The thumbnails of one channel of a dataset in one unit. Only patches in sight are fetched, neighbours in the file
 * together; those that were scrolled past are no longer. The most recent are kept.
 * @param dataset `logged` for pictures of the natural logarithms of the values
 * @param changed called when thumbnails have arrived
 */
export function patchThumbnails(
  dataset: { id: string; size: number; logged: boolean; channel?: number },
  unit: PatchUnit,
  changed: () => void,
) {
  const { id, size, logged, channel = 0 } = dataset
  const most = Math.max(1, Math.floor(requestBytes / (4 * size * size)))
  const factor = Math.max(1, Math.floor(size / thumbnailSize))
  const thumbnails = new Map<number, Thumbnail>()
  const asked = new Map<number, 'asked' | 'failed'>()
  const ending = new AbortController()
  let sight: readonly number[] = []
  let coming = 0

  async function fetchRun(from: number, count: number) {
    const indices = Array.from({ length: count }, (_, i) => from + i)
    for (const index of indices) asked.set(index, 'asked')
    coming++
    try {
      const values = await fetchFloats(patchesAddress(id, from, count, unit, channel), ending.signal)
      indices.forEach((index, i) => {
        const small = shrink(values.slice(i * size * size, (i + 1) * size * size), size, factor)
        thumbnails.set(index, logged ? { ...small, values: small.values.map(Math.log) } : small)
        asked.delete(index)
      })
      for (const oldest of thumbnails.keys()) {
        if (thumbnails.size <= kept) break
        thumbnails.delete(oldest)
      }
    } catch {
      for (const index of indices) asked.set(index, 'failed')
    }
    coming--
    if (ending.signal.aborted) return
    changed()
    ask()
  }

  function ask() {
    const missing = new Set(sight.filter((index) => !thumbnails.has(index) && !asked.has(index)))
    for (const index of sight) {
      if (coming >= atOnce) return
      if (!missing.has(index)) continue
      let count = 1
      while (count < most && missing.has(index + count)) count++
      for (let i = 0; i < count; i++) missing.delete(index + i)
      void fetchRun(index, count)
    }
  }
  return {
    /** Requests the thumbnails of the patches in sight. */
    show(indices: readonly number[]) {
      sight = indices
      ask()
    },
    /** The thumbnail of a patch if it is loaded; `failed` if the host has none. */
    get(index: number): Thumbnail | 'coming' | 'failed' {
      return thumbnails.get(index) ?? (asked.get(index) === 'failed' ? 'failed' : 'coming')
    },
    close: () => ending.abort(),
  }
}
