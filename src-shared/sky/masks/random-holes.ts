import { integerBelow, uniform, type RandomState } from '../../random/index.ts'

/** Whether a point is in a hole; x and y from 0 to 1 across the patch. */
type Shape = (x: number, y: number) => boolean

const between = (random: RandomState, from: number, to: number) => from + (to - from) * uniform(random)
/** Small ones are as frequent as large ones. */
const sized = (random: RandomState, from: number, to: number) => from * (to / from) ** uniform(random)

function disc(random: RandomState): Shape {
  const [x0, y0, radius] = [uniform(random), uniform(random), sized(random, 0.02, 0.4)]
  return (x, y) => Math.hypot(x - x0, y - y0) <= radius
}

/** A rectangle at any angle, of any ratio of sides. */
function rectangle(random: RandomState): Shape {
  const [x0, y0, angle] = [uniform(random), uniform(random), between(random, 0, Math.PI)]
  const [length, width] = [sized(random, 0.03, 0.5), sized(random, 0.03, 0.5)]
  const [c, s] = [Math.cos(angle), Math.sin(angle)]
  return (x, y) => {
    const [dx, dy] = [x - x0, y - y0]
    return Math.abs(c * dx + s * dy) <= length && Math.abs(c * dy - s * dx) <= width
  }
}

/** A rectangle along the sides, as those of Fig. 6. */
function block(random: RandomState): Shape {
  const [width, height] = [sized(random, 0.04, 0.8), sized(random, 0.04, 0.8)]
  const [left, top] = [between(random, -width / 2, 1 - width / 2), between(random, -height / 2, 1 - height / 2)]
  return (x, y) => x >= left && x < left + width && y >= top && y < top + height
}

/** All on one side of a line, at most half of the patch. */
function edge(random: RandomState): Shape {
  const angle = between(random, 0, 2 * Math.PI)
  const [c, s] = [Math.cos(angle), Math.sin(angle)]
  const from = between(random, 0, 0.5)
  return (x, y) => c * (x - 0.5) + s * (y - 0.5) > from
}

/** Many small discs, as around sources. */
function scattered(random: RandomState): Shape {
  const discs = Array.from({ length: 2 + integerBelow(random, 14) }, () => ({
    x0: uniform(random),
    y0: uniform(random),
    radius: sized(random, 0.015, 0.08),
  }))
  return (x, y) => discs.some(({ x0, y0, radius }) => Math.hypot(x - x0, y - y0) <= radius)
}

const shapes = [disc, rectangle, block, edge, scattered] as const

/** Holes of other shapes and places are tried until at least a pixel, and at most this share, is missing. */
const most = 0.75

/**
 * A mask with one to three random holes of various shapes and sizes, from a pixel to most of the patch.
 * @returns uint8 [size, size], 1 = observed, 0 = hole
 */
export function randomHoles(size: number, random: RandomState): Uint8Array {
  for (;;) {
    const chosen = Array.from({ length: 1 + integerBelow(random, 3) }, () => {
      return shapes[integerBelow(random, shapes.length)](random)
    })
    let missing = 0
    const mask = new Uint8Array(size * size).fill(1)
    for (let i = 0; i < mask.length; i++) {
      const [x, y] = [((i % size) + 0.5) / size, (Math.floor(i / size) + 0.5) / size]
      if (!chosen.some((isIn) => isIn(x, y))) continue
      mask[i] = 0
      missing++
    }
    if (missing > 0 && missing <= most * mask.length) return mask
  }
}
