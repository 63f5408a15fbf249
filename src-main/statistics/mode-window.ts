/** What an instrument leaves of a plane wave's amplitude, by its wave vector in multipoles; 1 is all of it. */
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

const sinc = (x: number) => (x === 0 ? 1 : Math.sin(x) / x)
