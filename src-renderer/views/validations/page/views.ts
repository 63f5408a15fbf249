/** The views of a validation; the name is part of the address. */
export const viewNames = {
  overview: 'Overview',
  reconstructions: 'Reconstructions',
  pixels: 'Pixels',
  spectra: 'Spectra',
  shapes: 'Shapes',
  latents: 'Latents',
  interpolations: 'Interpolations',
  samples: 'Samples',
} as const
export type ViewName = keyof typeof viewNames
export const isViewName = (name: unknown): name is ViewName => typeof name === 'string' && name in viewNames

/** Tooltips of the views. */
export const viewHints: Record<ViewName, string> = {
  overview: 'Summary table and main figures',
  reconstructions: 'Original, reconstruction, residual, deviation (Fig. 2)',
  pixels: 'Histograms of pixel values with quartiles (Fig. 3), moments',
  spectra: 'Power spectra, their ratio and cross-correlation (Fig. 4)',
  shapes: 'Minkowski functionals, Kolmogorov–Smirnov tests',
  latents: 'Information in the latents and their distance from the prior',
  interpolations: 'Between two patches (Fig. 5) and along one latent',
  samples: 'Prior samples, each with its nearest training patch',
}
