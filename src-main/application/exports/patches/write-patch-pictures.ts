import { join } from 'node:path'
import { channelScale } from '../../../../src-shared/colour/channel-scale.ts'
import { joinedPlanes } from '../../../../src-shared/sky/channels.ts'
import { rangeOf } from '../../../../src-shared/colour/range.ts'
import { colourPicture } from '../../../figures/colour-picture.ts'
import { writePng } from '../../../files/png.ts'
import { writePatchFits, type PatchPicture } from '../../maps/patch-files.ts'
import { patchCards, patchHistory } from './patch-provenance.ts'
import type { PatchValues } from './patch-values.ts'
import type { PatchExportPlan, PatchExportRequest } from './plan-patch-export.ts'

/** Fraction of the values beyond either end of the colours. */
const clip = 0.01

/** Name of a patch's files, with as many digits as the last patch of the dataset has. */
const stemOf = ({ count }: PatchExportPlan, index: number) =>
  `patch-${String(index).padStart(String(count - 1).length, '0')}`

/** The names of the files of one patch in a format. */
export const pictureNames = (plan: PatchExportPlan, index: number, format: 'fits' | 'png'): string[] => {
  const suffixes = format === 'png' && plan.channels.length > 1 ? plan.channels.map((channel) => `-${channel}`) : ['']
  return suffixes.map((suffix) => `${stemOf(plan, index)}${suffix}.${format}`)
}

/**
 * Writes a patch as one FITS file: images PATCH (in a unit), STANDARD, MASK if the dataset has masks, and NOISE and
 * NOISE_STANDARD if it has noise maps, each with the full WCS; channels are the planes of a STOKES axis, and missing pixels
 * NaN.
 */
export async function writeFits(
  plan: PatchExportPlan,
  request: PatchExportRequest,
  out: string,
  { patch, map, standard, mask, noise }: PatchValues,
): Promise<void> {
  const { record, channels, unit } = plan
  const { size, width } = record.recipe
  const stokes = channels.length > 1 ? { channels } : {}
  const pictures: PatchPicture[] = [
    { name: 'PATCH', values: joinedPlanes(map), unit, ...stokes },
    { name: 'STANDARD', values: joinedPlanes(standard), unit: '', ...stokes },
    ...(mask ? [{ name: 'MASK', values: Float32Array.from(mask), unit: '' }] : []),
    ...(noise
      ? [
          { name: 'NOISE', values: joinedPlanes(noise.map), unit, ...stokes },
          { name: 'NOISE_STANDARD', values: joinedPlanes(noise.standard), unit: '', ...stokes },
        ]
      : []),
  ]
  const [name] = pictureNames(plan, patch.index, 'fits')
  const { lon, lat, rotation } = patch
  const place = { lon, lat, rotation, size, width }
  await writePatchFits(join(out, name), place, pictures, patchCards(plan, patch), patchHistory(plan, request, patch))
}

/** Writes each channel of a patch, standardised, as an image, north up; Q and U in colours about zero. */
export async function writePngs(plan: PatchExportPlan, out: string, { patch, standard }: PatchValues): Promise<void> {
  const { size } = plan.record.recipe
  const names = pictureNames(plan, patch.index, 'png')
  for (const [c, values] of standard.entries()) {
    const { range, colourMap } = channelScale(plan.channels[c], rangeOf([values], clip), 'magma')
    await writePng(join(out, names[c]), colourPicture(values, size, size, { range, colours: colourMap }))
  }
}
