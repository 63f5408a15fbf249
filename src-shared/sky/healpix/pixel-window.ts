import type { ModeWindow } from '../../statistics/mode-window.ts'

/** Nodes of the averages over latitude, over longitude in a facet of a polar cap, and over the direction of the wave. */
const nodes = { z: 12, phi: 6, direction: 16 }

/** Waves per pixel, l / nside, between which the window is interpolated: to 1e-8. */
const step = 1 / 32

/**
 * The window of HEALPix pixels: the root mean square, over all pixels and directions, of what a pixel's average leaves of
 * a plane wave. In the limit of many pixels each is a parallelogram with the sides a and b, whose average of a wave k is
 * sinc(k.a / 2) sinc(k.b / 2); the sides follow from the projection (Gorski et al. 2005, Sec. 5). The wave of multipole l
 * is |k| = l + 1/2; at it, this is HEALPix's tabulated window to 1.4e-5 from nside 128, and to 2e-4 from nside 16.
 */
export const healpixPixelWindow =
  (nside: number): ModeWindow =>
  (kx, ky) =>
    interpolated(Math.hypot(kx, ky) / nside)

/** Values at multiples of the step, as far as they were asked for. */
const table: number[] = []

/** By the cubic through the four nearest values of the table; the window is even. */
function interpolated(x: number): number {
  const place = x / step
  const from = Math.floor(place)
  while (table.length <= from + 2) table.push(windowAt(table.length * step))
  const t = place - from
  const [a, b, c, d] = [table[Math.abs(from - 1)], table[from], table[from + 1], table[from + 2]]
  return (
    (-t * (t - 1) * (t - 2) * a) / 6 +
    ((t + 1) * (t - 1) * (t - 2) * b) / 2 -
    ((t + 1) * t * (t - 2) * c) / 2 +
    ((t + 1) * t * (t - 1) * d) / 6
  )
}

/** The window at a wave of x = l / nside. */
function windowAt(x: number): number {
  const half = (x * Math.PI) / 8
  let sum = 0
  for (const [s, weight] of inZ) {
    // Two thirds of the sphere: |z| < 2/3, where pixels are rhombi.
    const z = (1 + s) / 3
    const east = half * Math.sqrt(1 - z * z)
    const north = ((8 / (3 * Math.PI)) * half) / Math.sqrt(1 - z * z)
    sum += (weight / 2) * (2 / 3) * meanSquare([east, north], [east, -north])
  }
  for (const [s, weight] of inZ) {
    const z = 2 / 3 + (1 + s) / 6
    const sigma = Math.sqrt(3 * (1 - z))
    const east = (half * Math.sqrt(1 - z * z)) / sigma
    const north = ((8 / (3 * Math.PI)) * half * sigma) / Math.sqrt(1 - z * z)
    for (const [t, part] of inPhi) {
      // t is the longitude from the middle of the facet, in eighths of a turn.
      sum += ((weight * part) / 4 / 3) * meanSquare([east * (1 + t), north], [east * (1 - t), -north])
    }
  }
  return Math.sqrt(sum)
}

/** The mean over directions of (sinc(k.a) sinc(k.b))^2 for waves of length 1. */
function meanSquare(a: [number, number], b: [number, number]): number {
  let sum = 0
  for (let i = 0; i < nodes.direction; i++) {
    const angle = ((i + 0.5) * Math.PI) / nodes.direction
    const [x, y] = [Math.cos(angle), Math.sin(angle)]
    sum += (sinc(x * a[0] + y * a[1]) * sinc(x * b[0] + y * b[1])) ** 2
  }
  return sum / nodes.direction
}

const sinc = (x: number) => (x === 0 ? 1 : Math.sin(x) / x)

/** Nodes and weights of Gauss's quadrature on [-1, 1]: the roots of the Legendre polynomial, by Newton's method. */
function gauss(count: number): [node: number, weight: number][] {
  return Array.from({ length: count }, (_, i) => {
    let x = Math.cos((Math.PI * (i + 0.75)) / (count + 0.5))
    let slope = 1
    for (let iteration = 0; iteration < 8; iteration++) {
      let [before, value] = [1, x]
      for (let n = 2; n <= count; n++) [before, value] = [value, ((2 * n - 1) * x * value - (n - 1) * before) / n]
      slope = (count * (before - x * value)) / (1 - x * x)
      x -= value / slope
    }
    return [x, 2 / ((1 - x * x) * slope * slope)]
  })
}

const [inZ, inPhi] = [gauss(nodes.z), gauss(nodes.phi)]
