import { usePictureScales } from '../../../composables/use-picture-scales.ts'
import type { PictureScale } from '../../../composables/use-picture-scales.ts'
import type { PatchPictures } from './patch-pictures.ts'

/** Originals and reconstructions have one scale, so that what is lost is seen. */
export type PatchScales = Record<'originals' | 'residuals' | 'deviations', PictureScale>

/** The scales of the pictures of some patches together. */
export function usePatchScales() {
  const { ofSky, ofResiduals, ofDeviations } = usePictureScales()
  return (patches: readonly PatchPictures[]): PatchScales => ({
    originals: ofSky(patches.map(({ originals }) => originals)),
    residuals: ofResiduals(patches.map(({ residuals }) => residuals)),
    deviations: ofDeviations(patches.map(({ deviations }) => deviations)),
  })
}
