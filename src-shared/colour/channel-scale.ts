import type { Channel } from '../sky/channels.ts'
import type { ColourMapName } from './colour-maps.ts'
import { aboutZero, type Range } from './range.ts'

/**
 * The colours of a channel: intensities in the given colour map over the given range; Q and U, whose zero has a
 * meaning, in diverging colours about it.
 */
export const channelScale = (
  channel: Channel,
  range: Range,
  colourMap: ColourMapName,
): { range: Range; colourMap: ColourMapName } =>
  channel === 'I' ? { range, colourMap } : { range: aboutZero(range), colourMap: 'residual' }
