import { setImmediate } from 'node:timers/promises'

/** Pixels between two turns: a few milliseconds of simple arithmetic. */
const pixelsPerTurn = 2 ** 20

/**
 * Goes through the pixels of a map piece by piece and lets other calls run in between.
 * @param part is given the first pixel of a piece and the one after its last
 * @throws the signal's reason
 */
export async function inTurns(
  pixels: number,
  part: (start: number, end: number) => void,
  signal?: AbortSignal,
): Promise<void> {
  for (let start = 0; start < pixels; start += pixelsPerTurn) {
    if (start > 0) await setImmediate()
    signal?.throwIfAborted()
    part(start, Math.min(pixels, start + pixelsPerTurn))
  }
}
