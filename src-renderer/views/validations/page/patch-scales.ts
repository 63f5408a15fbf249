import { usePictureScales } from '../../../composables/use-picture-scales.ts'
import type { PictureScale } from '../../../composables/use-picture-scales.ts'
import type { PatchPictures } from './patch-pictures.ts'

/** Originals and reconstructions share a scale, so that lost detail is visible. */
export type PatchScales = Record<'originals' | 'residuals' | 'deviations', PictureScale>

/** Shared scales for the pictures of several patches. */
export function usePatchScales() {
  const { ofSky, ofResiduals, ofDeviations } = usePictureScales()
  return (patches: readonly PatchPictures[]): PatchScales => ({
    originals: ofSky(patches.map(({ originals }) => originals)),
    residuals: ofResiduals(patches.map(({ residuals }) => residuals)),
    deviations: ofDeviations(patches.map(({ deviations }) => deviations)),
  })
}
