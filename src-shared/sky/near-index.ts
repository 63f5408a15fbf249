import { fromVector, type Vector } from './frames.ts'
import { DEGREE } from './position.ts'

/** Finds which of some directions are near a given one: their places in the list, ascending within a belt. */
export type NearIndex = (vector: Vector) => number[]

/**
 * Sorts directions into belts of latitude, and by longitude within each, so that a search looks at few of them.
 * @param axes unit vectors
 * @param radius within which directions are near, radians
 */
export function nearIndex(axes: readonly Vector[], radius: number): NearIndex {
  const height = Math.max(radius, 0.5 * DEGREE)
  const beltOf = (lat: number) => Math.floor((lat * DEGREE + Math.PI / 2) / height)
  const positions = axes.map((axis) => fromVector(axis))
  const belts: number[][] = Array.from({ length: beltOf(90) + 1 }, () => [])
  positions.forEach(([, lat], i) => belts[beltOf(lat)].push(i))
  const sorted = belts.map((members) => Uint32Array.from(members.sort((i, j) => positions[i][0] - positions[j][0])))
  const longitudes = sorted.map((members) => Float64Array.from(members, (i) => positions[i][0]))
  const cosine = Math.cos(Math.min(radius, Math.PI)) - 1e-12
  const coordinates = Float64Array.from(axes.flatMap((axis) => axis))
  return (vector) => {
    const [lon, lat] = fromVector(vector)
    const reach = reachInLongitude(lat, radius)
    const near: number[] = []
    const visit = (belt: number, from: number, to: number) => {
      const members = sorted[belt]
      for (let k = firstFrom(longitudes[belt], from); k < members.length && longitudes[belt][k] <= to; k++) {
        const at = 3 * members[k]
        const dot = coordinates[at] * vector[0] + coordinates[at + 1] * vector[1] + coordinates[at + 2] * vector[2]
        if (dot >= cosine) near.push(members[k])
      }
    }
    const own = beltOf(lat)
    for (let belt = Math.max(0, own - 1); belt <= Math.min(belts.length - 1, own + 1); belt++) {
      if (reach >= 180) {
        visit(belt, 0, 360)
        continue
      }
      visit(belt, Math.max(0, lon - reach), Math.min(360, lon + reach))
      if (lon - reach < 0) visit(belt, lon - reach + 360, 360)
      if (lon + reach > 360) visit(belt, 0, lon + reach - 360)
    }
    return near
  }
}

/** Largest difference in longitude, degrees, within a circle of this radius around a latitude; 180 around a pole. */
export function reachInLongitude(lat: number, radius: number): number {
  if (Math.abs(lat) * DEGREE + radius >= Math.PI / 2) return 180
  return Math.asin(Math.min(1, Math.sin(radius) / Math.cos(lat * DEGREE))) / DEGREE + 1e-9
}

/** Place of the first of ascending values that is not below a given one. */
function firstFrom(ascending: Float64Array, least: number): number {
  let [low, high] = [0, ascending.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (ascending[middle] < least) low = middle + 1
    else high = middle
  }
  return low
}
