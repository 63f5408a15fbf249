import { channelScale } from '../../src-shared/colour/channel-scale.ts'
import type { Channel } from '../../src-shared/sky/channels.ts'
import type { ColourMapName } from '../../src-shared/colour/colour-maps.ts'
import { aboutZero, rangeOf } from '../../src-shared/colour/range.ts'
import type { Range } from '../../src-shared/colour/range.ts'
import { useAppearance } from '../stores/appearance.ts'

/** How the values of a picture become colours. */
export interface PictureScale {
  range: Range
  colourMap: ColourMapName
}

/** Fraction of the pixels clipped at each end of a scale, so that a single bright pixel does not darken the rest. */
const clipped = 0.002

/** The scales that pictures on a page share: for the sky, for one channel of it, for residuals about zero, and for non-negative values. */
export function usePictureScales() {
  const appearance = useAppearance()
  type Pictures = readonly ArrayLike<number>[]
  return {
    ofSky: (pictures: Pictures): PictureScale => ({
      range: rangeOf(pictures, clipped),
      colourMap: appearance.colourMap,
    }),
    ofChannel: (channel: Channel, pictures: Pictures): PictureScale =>
      channelScale(channel, rangeOf(pictures, clipped), appearance.colourMap),
    ofResiduals: (pictures: Pictures): PictureScale => ({
      range: aboutZero(rangeOf(pictures, clipped)),
      colourMap: 'residual',
    }),
    ofDeviations: (pictures: Pictures): PictureScale => ({ range: rangeOf(pictures, clipped), colourMap: 'viridis' }),
  }
}
