import { inpaintingQuantities } from './inpainting.ts'
import { mapQuantities } from './maps.ts'
import { sampleQuantities } from './samples.ts'
import { searchQuantities } from './searches.ts'
import { shapeQuantities } from './shapes.ts'
import { spectrumQuantities } from './spectra.ts'
import { trainingQuantities } from './training.ts'

export type { Quantity } from './quantity.ts'

/** All quantities that the window explains, by the rooms that show them. */
export const quantityGroups = {
  maps: { title: 'Maps and patches', quantities: mapQuantities },
  training: { title: 'Training', quantities: trainingQuantities },
  searches: { title: 'Studies', quantities: searchQuantities },
  spectra: { title: 'Spectra', quantities: spectrumQuantities },
  shapes: { title: 'Pixels and shapes', quantities: shapeQuantities },
  samples: { title: 'Samples beside the sky', quantities: sampleQuantities },
  inpainting: { title: 'Inpainting', quantities: inpaintingQuantities },
}
export type QuantityGroup = keyof typeof quantityGroups
