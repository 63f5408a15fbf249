/**
 * Full widths at half maximum, in pixels, of the beams that a flow is trained with (observation: blurred): from a pixel, below
 * which a beam changes little, to a fifth of the patch. Any power of ten is as frequent.
 */
export const trainedBeams = (size: number): { least: number; most: number } => ({
  least: 1,
  most: Math.max(1, size / 5),
})
