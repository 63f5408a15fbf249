/** What of a validation is looked at; the name is part of the address. */
export const viewNames = {
  overview: 'Overview',
  reconstructions: 'Reconstructions',
  pixels: 'Pixels',
  spectra: 'Spectra',
  shapes: 'Shapes',
  latents: 'Latents',
  ways: 'Ways',
  samples: 'Samples',
} as const
export type ViewName = keyof typeof viewNames
export const isViewName = (name: unknown): name is ViewName => typeof name === 'string' && name in viewNames

/** What a view is about, for its tooltip. */
export const viewHints: Record<ViewName, string> = {
  overview: 'Numbers beside their references, and the main figures',
  reconstructions: 'Original, reconstruction, residual, deviation (Fig. 2)',
  pixels: 'Histograms of pixel values with quartiles (Fig. 3), moments',
  spectra: 'Power spectra, their ratio and cross-correlation (Fig. 4)',
  shapes: 'Minkowski functionals, Kolmogorov–Smirnov tests',
  latents: 'What the latents hold, and how near they are to the prior',
  ways: 'From patch to patch (Fig. 5), and along one latent',
  samples: 'Draws from the prior beside the nearest training patch',
}
