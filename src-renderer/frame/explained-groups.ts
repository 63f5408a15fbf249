import type { QuantityGroup } from '../../src-shared/quantities/index.ts'

/** The groups of quantities that each page shows, the nearest first. */
const groupsOfPages: Record<string, QuantityGroup[]> = {
  maps: ['maps', 'spectra'],
  datasets: ['maps', 'spectra'],
  runs: ['training', 'samples'],
  studies: ['searches', 'training'],
  validations: ['spectra', 'shapes', 'samples', 'training'],
  inpaintings: ['inpainting', 'spectra'],
}
const groupsOfViews: Record<string, QuantityGroup[]> = {
  pixels: ['shapes'],
  spectra: ['spectra'],
  shapes: ['shapes'],
  latents: ['training'],
  samples: ['samples', 'shapes', 'spectra'],
}

/** The groups of quantities shown at an address, by its path and the view of a validation. */
export function explainedGroups(path: string, view?: unknown): readonly QuantityGroup[] {
  const page = path.split('/')[1]
  return (page === 'validations' && groupsOfViews[String(view)]) || groupsOfPages[page] || []
}
