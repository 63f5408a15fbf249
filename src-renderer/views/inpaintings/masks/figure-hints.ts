import type { FigureMask } from '../../../../src-shared/sky/masks/figure-masks.ts'

/** Where the holes of Fig. 6 lie, in pixels of the paper's patches. */
export const figureHints: Record<FigureMask, string> = {
  disc: 'radius 50 px at (100, 60) of 256',
  corner: 'rows 0–100, columns 0–160 of 256',
  block: 'rows 50–200, columns 150–250 of 256',
}
