import type { Pair } from './native-projection.ts'

const mostIterations = 50

/**
 * The point that a distortion moves to (U, V), by Newton's method from there. Null where it does not converge, far
 * outside the image.
 * @param scale length over which the distortion is smooth, in the unit of the points
 */
export function undistorted(distort: (u: number, v: number) => Pair, U: number, V: number, scale: number): Pair | null {
  let [u, v] = [U, V]
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    const [x, y] = distort(u, v)
    const [du, dv] = [x - U, y - V]
    const step = 1e-4 * Math.max(scale, Math.abs(u), Math.abs(v))
    const [east, west] = [distort(u + step, v), distort(u - step, v)]
    const [north, south] = [distort(u, v + step), distort(u, v - step)]
    const [xu, yu] = [(east[0] - west[0]) / (2 * step), (east[1] - west[1]) / (2 * step)]
    const [xv, yv] = [(north[0] - south[0]) / (2 * step), (north[1] - south[1]) / (2 * step)]
    const determinant = xu * yv - xv * yu
    // Where the polynomial folds over, no pixel is meant.
    if (!(determinant > 0)) return null
    const [changeU, changeV] = [(yv * du - xv * dv) / determinant, (xu * dv - yu * du) / determinant]
    u -= changeU
    v -= changeV
    if (Math.abs(changeU) + Math.abs(changeV) < 1e-12 * Math.max(scale, Math.abs(U), Math.abs(V))) return [u, v]
  }
  return null
}
