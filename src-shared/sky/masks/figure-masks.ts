/** The masks of the paper's Fig. 6. */
export const figureMasks = ['disc', 'corner', 'block'] as const
export type FigureMask = (typeof figureMasks)[number]

/** Pixels on a side of the patches in Fig. 6. */
const paperSize = 256

/** Whether a pixel of a 256 px patch lies in the hole; x is the column and y the row of the paper's pictures. */
const holes: Readonly<Record<FigureMask, (x: number, y: number) => boolean>> = {
  disc: (x, y) => Math.hypot(x - 100, y - 60) <= 50,
  corner: (x, y) => y < 100 && x < 160,
  block: (x, y) => y >= 50 && y < 200 && x >= 150 && x < 250,
}

/**
 * A mask of Fig. 6 for patches of any size: each pixel's centre is looked up in the paper's 256 px mask.
 * @returns uint8 [size, size], 1 = observed, 0 = hole; row and column as in the patch (row 0 south, column 0 east)
 */
export function figureMask(mask: FigureMask, size: number): Uint8Array {
  const inHole = holes[mask]
  const scale = paperSize / size
  return Uint8Array.from({ length: size * size }, (_, i) => {
    const row = Math.floor(i / size)
    const column = i % size
    return inHole((column + 0.5) * scale - 0.5, (row + 0.5) * scale - 0.5) ? 0 : 1
  })
}
