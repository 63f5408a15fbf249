import { isSparse, type SkyField } from '../../../src-shared/sky/field.ts'
import { discOfPatch } from '../../../src-shared/sky/assemble/pixels-in-patch.ts'
import type { Channel } from '../../../src-shared/sky/channels.ts'
import { toVector } from '../../../src-shared/sky/frames.ts'
import { healpixPixelSide } from '../../../src-shared/sky/grid.ts'
import { discRows } from '../../../src-shared/sky/healpix/disc-rows.ts'
import { npixOf } from '../../../src-shared/sky/healpix/map.ts'
import { pix2angRing } from '../../../src-shared/sky/healpix/pix2ang.ts'
import { pixelList, placeIn } from '../../../src-shared/sky/healpix/pixel-list.ts'
import { ringOf } from '../../../src-shared/sky/healpix/rings.ts'
import { valueAtPixel, type AnyHealpixMap } from '../../../src-shared/sky/healpix/sparse-map.ts'
import { stokesTurn } from '../../../src-shared/sky/parallel-transport.ts'
import { DEGREE } from '../../../src-shared/sky/position.ts'
import type { TangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'

/** A HEALPix map in memory, RING, with a field for each of its channels; U has the sign of HEALPix. */
export interface ChannelFields {
  channels: readonly Channel[]
  fields: readonly AnyHealpixMap[]
}

/** Pixels beyond a patch that its outermost values are interpolated between, at most. */
const margin = 3

/**
 * What patches with this plane are cut from, by channel: the map itself, but Q and U as partial maps of the pixels around
 * the patch, on its axes. Each pixel is turned by itself, so that what is interpolated between them is that of fields
 * without axes, near a pole of the map too. Where one of Q and U is missing, both are.
 * @param width of the patches, degrees of the plane
 */
export function fieldsAround({ channels, fields }: ChannelFields, plane: TangentPlane, width: number): SkyField[] {
  if (!channels.includes('U')) return [...fields]
  const [q, u] = fields.slice(-2)
  const { nside } = q
  const numbers: number[] = []
  discRows(
    nside,
    plane.centre,
    discOfPatch(width) + margin * healpixPixelSide(nside) * DEGREE,
    (ring, west, length) => {
      const { start, count } = ringOf(nside, ring)
      for (let k = 0; k < length; k++) numbers.push(start + ((west + k) % count))
    },
  )
  const list = pixelList(npixOf(nside), Uint32Array.from(numbers))
  const [turnedQ, turnedU] = [new Float64Array(numbers.length), new Float64Array(numbers.length)]
  const turn = new Float64Array(2)
  list.pixels.forEach((pixel, i) => {
    stokesTurn(plane, ...toVector(...pix2angRing(nside, pixel)), turn)
    const [cos, sin] = turn
    const [ownQ, ownU] = [valueAtPixel(q, pixel), valueAtPixel(u, pixel)]
    turnedQ[i] = ownQ * cos - ownU * sin
    turnedU[i] = ownQ * sin + ownU * cos
  })
  const around = (values: Float64Array) => ({ nside, ordering: 'RING', frame: q.frame, list, values }) as const
  return [...fields.slice(0, -2), around(turnedQ), around(turnedU)]
}

/** Gives a field other values at some pixels (RING), those that it has. @param value of the pixel number i of these */
export function putValues(field: SkyField, pixels: ArrayLike<number>, value: (i: number) => number): void {
  for (let i = 0; i < pixels.length; i++) {
    const place = isSparse(field) ? placeIn(field.list, pixels[i]) : pixels[i]
    if (place >= 0) field.values[place] = value(i)
  }
}
