import { setImmediate } from 'node:timers/promises'

/** Pixels between two turns: a few milliseconds of simple arithmetic. */
export const pixelsPerTurn = 2 ** 20

/**
 * Goes through the pixels of a map, or its rows, piece by piece and lets other calls run in between.
 * @param part is given the first of a piece and the one after its last
 * @param perTurn length of a piece
 * @throws the signal's reason
 */
export async function inTurns(
  count: number,
  part: (start: number, end: number) => void,
  signal?: AbortSignal,
  perTurn = pixelsPerTurn,
): Promise<void> {
  for (let start = 0; start < count; start += perTurn) {
    if (start > 0) await setImmediate()
    signal?.throwIfAborted()
    part(start, Math.min(count, start + perTurn))
  }
}
