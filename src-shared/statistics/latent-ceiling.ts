/**
 * The multipole limit of d latents: a patch of 8 degrees has pi (l / 45)^2 real Fourier modes below l, so the d largest
 * scales end at l = 45 sqrt(d / pi) 8 deg / width.
 * @param latents d, the number of latents per patch
 * @param width side of the patch in degrees
 */
export const latentCeiling = (latents: number, width: number): number => (360 / width) * Math.sqrt(latents / Math.PI)
