import reference from '../../reference/fills.json' with { type: 'json' }

/** Pixels on a side of the patch of tests/reference/fills.py. */
export const size = 24

export const truth = Float64Array.from({ length: size * size }, (_, i) => {
  const [row, column] = [Math.floor(i / size), i % size]
  return Math.sin(0.7 * row) + Math.cos(0.3 * row * column)
})

/** 1 = observed. */
export const mask = Uint8Array.from(reference.hole, (hole) => 1 - hole)

/** What is seen: nothing in the hole. */
export const data = truth.map((value, i) => (mask[i] ? value : NaN))

/** The values of a fill in the hole, in the order of the pixels. */
export const inHole = (values: Float64Array) => values.filter((_, i) => mask[i] === 0)
