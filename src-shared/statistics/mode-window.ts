/** Fraction of a plane wave's amplitude that an instrument transmits, by wave vector in multipoles. */
export type ModeWindow = (kx: number, ky: number) => number

/** A Gaussian beam; `fwhm`, its full width at half maximum, in radians. */
export function gaussianBeam(fwhm: number): ModeWindow {
  const sigma = fwhm / Math.sqrt(8 * Math.LN2)
  return (kx, ky) => Math.exp((-(kx * kx + ky * ky) * sigma * sigma) / 2)
}

/** The mean over rectangular pixels of sides dx and dy, in radians: sinc(kx dx / 2) sinc(ky dy / 2). */
export const pixelWindow =
  (dx: number, dy: number): ModeWindow =>
  (kx, ky) =>
    sinc((kx * dx) / 2) * sinc((ky * dy) / 2)

/** Sizes of beam and pixels in radians: plain data that can be sent to a thread. */
export interface Instrument {
  /** Full width at half maximum of a Gaussian beam; null for a point. */
  beam: number | null
  /** Side of the square pixels over which the maps are means; null where pixels are points. */
  pixel: number | null
}

/** The product of the beam's and the pixels' windows. */
export function instrumentWindow({ beam, pixel }: Instrument): ModeWindow {
  const ofBeam: ModeWindow = beam === null ? () => 1 : gaussianBeam(beam)
  const ofPixel: ModeWindow = pixel === null ? () => 1 : pixelWindow(pixel, pixel)
  return (kx, ky) => ofBeam(kx, ky) * ofPixel(kx, ky)
}

const sinc = (x: number) => (x === 0 ? 1 : Math.sin(x) / x)
