/** The views of a validation with tooltips; the value is part of the address. */
export const viewChoices = [
  { value: 'overview', label: 'Overview', title: 'Summary table and main figures' },
  {
    value: 'reconstructions',
    label: 'Reconstructions',
    title: 'Original, reconstruction, residual and deviation (Fig. 2)',
  },
  { value: 'pixels', label: 'Pixels', title: 'Histograms of pixel values with quartiles (Fig. 3), moments' },
  { value: 'spectra', label: 'Spectra', title: 'Power spectra, their ratio and cross-correlation (Fig. 4)' },
  { value: 'shapes', label: 'Shapes', title: 'Minkowski functionals, Kolmogorov–Smirnov tests' },
  { value: 'latents', label: 'Latents', title: 'Information in the latents and their distance from the prior' },
  { value: 'interpolations', label: 'Interpolations', title: 'Between two patches (Fig. 5) and along one latent' },
  {
    value: 'samples',
    label: 'Samples',
    title: 'Prior samples, each with its nearest training patch; what tells them from the sky',
  },
] as const
export type ViewName = (typeof viewChoices)[number]['value']

/** The view in an address; the overview if it names none. */
export const viewNamed = (asked: unknown): ViewName =>
  viewChoices.find(({ value }) => value === asked)?.value ?? 'overview'
