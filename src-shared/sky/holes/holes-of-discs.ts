import { apply, fromVector, rotationBetween, toVector, type Vector } from '../frames.ts'
import { ang2pixRing } from '../healpix/ang2pix.ts'
import { discRows } from '../healpix/disc-rows.ts'
import type { Frame } from '../healpix/map.ts'
import { ringOf } from '../healpix/rings.ts'
import { DEGREE, type Position } from '../position.ts'
import type { Source } from '../sources/source.ts'
import { angleBetween, circleAround } from './circle-around.ts'
import type { Hole, HoleGrid } from './hole.ts'
import { linkNear } from './link-near.ts'

/** Points on the border of a disc, to find a circle around several: with 24, it is right to one percent. */
const borderPoints = 24

/**
 * The holes that discs make in a map: discs that overlap, or come within the margin of each other, are one hole. The
 * pixels of a disc are those whose centres lie in it, and the one that its own centre lies in.
 */
export function holesOfDiscs(discs: readonly Source[], frame: Frame, { nside, margin }: HoleGrid): Hole[] {
  const axes = discs.map(({ lon, lat }) => toVector(lon, lat))
  const radii = discs.map(({ radius }) => radius * DEGREE)
  const widest = radii.reduce((most, radius) => Math.max(most, radius), 0)
  const meet = (i: number, j: number) => angleBetween(axes[i], axes[j]) <= radii[i] + radii[j] + margin
  return linkNear(axes, Math.min(2 * widest + margin, Math.PI), meet).map((sources) => {
    const only = sources.length === 1 ? discs[sources[0]] : null
    const { centre, radius } = only
      ? { centre: only, radius: only.radius }
      : circleOf(sources.map((k) => ({ axis: axes[k], radius: radii[k] })))
    const pixels = pixelsOf(
      sources.map((k) => ({ axis: apply(rotationBetween('G', frame), axes[k]), radius: radii[k] })),
      nside,
    )
    return { centre: { lon: centre.lon, lat: centre.lat }, radius, pixels, sources }
  })
}

type Disc = { axis: Vector; radius: number }

function circleOf(discs: readonly Disc[]): { centre: Position; radius: number } {
  const { centre, radius } = circleAround(discs.flatMap(borderOf))
  const [lon, lat] = fromVector(centre)
  return { centre: { lon, lat }, radius: radius / DEGREE }
}

function borderOf({ axis, radius }: Disc): Vector[] {
  const [x, y, z] = axis
  // Any two axes at right angles to it and to each other.
  const aside: Vector = Math.abs(z) < 0.9 ? unit([-y, x, 0]) : unit([0, -z, y])
  const up: Vector = [y * aside[2] - z * aside[1], z * aside[0] - x * aside[2], x * aside[1] - y * aside[0]]
  return Array.from({ length: borderPoints }, (_, k) => {
    const angle = (2 * Math.PI * k) / borderPoints
    const [cos, right, ahead] = [
      Math.cos(radius),
      Math.sin(radius) * Math.cos(angle),
      Math.sin(radius) * Math.sin(angle),
    ]
    return [0, 1, 2].map((i) => cos * axis[i] + right * aside[i] + ahead * up[i]) as unknown as Vector
  })
}

function unit([x, y, z]: Vector): Vector {
  const length = Math.hypot(x, y, z)
  return [x / length, y / length, z / length]
}

/** RING numbers of the pixels in any of the discs, ascending. */
function pixelsOf(discs: readonly Disc[], nside: number): Uint32Array {
  const found = new Set<number>()
  for (const { axis, radius } of discs) {
    found.add(ang2pixRing(nside, ...fromVector(axis)))
    discRows(nside, axis, radius, (ring, west, length) => {
      const { start, count } = ringOf(nside, ring)
      for (let k = 0; k < length; k++) found.add(start + ((west + k) % count))
    })
  }
  return Uint32Array.from(found).sort()
}
