import { apply, fromVector, rotationBetween, toVector, type Vector } from '../frames.ts'
import type { Frame } from '../healpix/map.ts'
import { DEGREE, type Position } from '../position.ts'

/**
 * The ends of a short line through a Galactic position, in a direction given in another frame: they show how any
 * projection draws the direction.
 * @param angle from the frame's north through east, degrees, as the polarisation angle of the IAU
 * @param half half the length, degrees
 * @returns two Galactic positions; the second one is in the direction of the angle
 */
export function shortLine({ lon, lat }: Position, angle: number, half: number, frame: Frame): [Position, Position] {
  const centre = apply(rotationBetween('G', frame), toVector(lon, lat))
  const [x, y, z] = centre
  const across = Math.hypot(x, y)
  // At a pole of the frame the meridian of longitude 0 stands for all.
  const [cos, sin] = across === 0 ? [1, 0] : [x / across, y / across]
  const north: Vector = [-z * cos, -z * sin, across]
  const east: Vector = [-sin, cos, 0]
  const [toNorth, toEast] = [Math.cos(angle * DEGREE), Math.sin(angle * DEGREE)]
  const end = (away: number): Position => {
    const [stay, move] = [Math.cos(away * DEGREE), Math.sin(away * DEGREE)]
    const at = (axis: 0 | 1 | 2) => stay * centre[axis] + move * (toNorth * north[axis] + toEast * east[axis])
    const [endLon, endLat] = fromVector(apply(rotationBetween(frame, 'G'), [at(0), at(1), at(2)]))
    return { lon: endLon, lat: endLat }
  }
  return [end(-half), end(half)]
}
