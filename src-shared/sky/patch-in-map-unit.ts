import { channelOf, interleaved, scalingOf, type Channel } from './channels.ts'
import { toMapUnits, type Scaling, type Standard } from './scale.ts'

/**
 * Patches in the map's unit, their standardisation and scale undone.
 * @param values standardised, [..., channels], all by the same standards
 * @param standards of each channel
 * @param scaling of the intensity
 */
export const patchInMapUnit = (
  values: Float32Array,
  channels: readonly Channel[],
  standards: readonly Standard[],
  scaling: Scaling,
): Float32Array =>
  interleaved(
    channels.map((channel, c) =>
      toMapUnits(channelOf(values, channels.length, c), standards[c], scalingOf(channel, scaling)),
    ),
  )
