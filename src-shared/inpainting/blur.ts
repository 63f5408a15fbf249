import { z } from 'zod'
import { MAX_NSIDE } from '../sky/healpix/map.ts'
import { healpixPixelWindow } from '../sky/healpix/pixel-window.ts'
import { gaussianBeam, pixelWindow, type ModeWindow } from '../statistics/mode-window.ts'

/**
 * Over what each datum is a mean: a square as large as a pixel of the patch, or a HEALPix pixel of the map that the patch
 * was cut from, on average over their shapes.
 */
export const pixelWindowSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('patch') }),
  z.object({ kind: z.literal('healpix'), nside: z.number().int().min(1).max(MAX_NSIDE) }),
])
export type PixelWindow = z.infer<typeof pixelWindowSchema>

/** A pixel window in words. */
export const pixelWindowWords = (window: PixelWindow): string =>
  window.kind === 'patch' ? 'pixels of the patch' : `HEALPix pixels of nside ${window.nside}`

/** What a channel of a patch is seen through before its mask: a beam, and then a pixel window. Plain data. */
export const blurSchema = z.object({
  /** Full width at half maximum of a Gaussian beam, in pixels of the patch; null without one. */
  beam: z.number().gt(0).nullable(),
  pixelWindow: pixelWindowSchema.nullable(),
  /** Side of a pixel of the patch, radians. */
  pixel: z.number().gt(0),
})
export type Blur = z.infer<typeof blurSchema>

/**
 * What a patch is seen through; null if it is seen directly.
 * @param beam full width at half maximum, arcmin
 * @param width of the patch, degrees
 */
export function blurOf(
  { beam, pixelWindow }: { beam: number | null; pixelWindow: PixelWindow | null },
  { size, width }: { size: number; width: number },
): Blur | null {
  if (beam === null && pixelWindow === null) return null
  const pixel = width / (size - 1)
  return { beam: beam === null ? null : beam / 60 / pixel, pixelWindow, pixel: (pixel * Math.PI) / 180 }
}

/** The share of a wave that a pixel window passes, by wave vector in radians per pixel of the patch. */
export function windowOfPixels(window: PixelWindow, pixel: number): ModeWindow {
  return window.kind === 'patch' ? pixelWindow(1, 1) : healpixPixelWindow(window.nside * pixel)
}

/** The share of a wave that passes both, away from the border of the patch, by wave vector in radians per pixel. */
export function windowOfBlur({ beam, pixelWindow, pixel }: Blur): ModeWindow {
  const ofBeam = beam === null ? () => 1 : gaussianBeam(beam)
  const ofPixels = pixelWindow === null ? () => 1 : windowOfPixels(pixelWindow, pixel)
  return (kx, ky) => ofBeam(kx, ky) * ofPixels(kx, ky)
}
