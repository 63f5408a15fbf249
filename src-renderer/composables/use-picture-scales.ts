import type { ColourMapName } from '../../src-shared/colour/colour-maps.ts'
import { aboutZero, rangeOf } from '../../src-shared/colour/range.ts'
import type { Range } from '../../src-shared/colour/range.ts'
import { useAppearance } from '../stores/appearance.ts'

/** How the values of a picture become colours. */
export interface PictureScale {
  range: Range
  colourMap: ColourMapName
}

/** Share of the pixels that each end of a scale leaves out, so that a single bright one does not darken the rest. */
const clipped = 0.002

/** The scales that pictures on a page share: of the sky, of residuals about zero, and of what is never negative. */
export function usePictureScales() {
  const appearance = useAppearance()
  type Pictures = readonly ArrayLike<number>[]
  return {
    ofSky: (pictures: Pictures): PictureScale => ({
      range: rangeOf(pictures, clipped),
      colourMap: appearance.colourMap,
    }),
    ofResiduals: (pictures: Pictures): PictureScale => ({
      range: aboutZero(rangeOf(pictures, clipped)),
      colourMap: 'residual',
    }),
    ofDeviations: (pictures: Pictures): PictureScale => ({ range: rangeOf(pictures, clipped), colourMap: 'viridis' }),
  }
}
