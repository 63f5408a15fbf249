/** Seeded uniform numbers in [0, 1) (mulberry32). */
export function uniform(seed: number) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** A patch with power on all scales, standardised: octaves of smooth noise, the coarse ones strongest. [size, size] */
export function cloud(seed: number, size: number): Float32Array {
  const random = uniform(seed)
  const values = new Float32Array(size * size)
  for (let cells = 2, amplitude = 1; cells <= size / 2; cells *= 2, amplitude *= 0.55) {
    const knots = Array.from({ length: (cells + 1) ** 2 }, () => 2 * random() - 1)
    for (let i = 0; i < values.length; i++) {
      const [x, y] = [((i % size) / size) * cells, (Math.floor(i / size) / size) * cells]
      const [x0, y0] = [Math.floor(x), Math.floor(y)]
      const [u, v] = [x - x0, y - y0].map((t) => t * t * (3 - 2 * t))
      const knot = (dx: number, dy: number) => knots[(y0 + dy) * (cells + 1) + x0 + dx]
      const low = knot(0, 0) * (1 - u) + knot(1, 0) * u
      values[i] += amplitude * (low * (1 - v) + (knot(0, 1) * (1 - u) + knot(1, 1) * u) * v)
    }
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const std = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
  return values.map((value) => (value - mean) / std)
}

/** The patch smoothed with a box of `radius` pixels, as a reconstruction would keep it. */
export function blurred(values: Float32Array, size: number, radius: number): Float32Array {
  return values.map((_, i) => {
    const [row, column] = [Math.floor(i / size), i % size]
    let [sum, count] = [0, 0]
    for (let y = Math.max(0, row - radius); y <= Math.min(size - 1, row + radius); y++) {
      for (let x = Math.max(0, column - radius); x <= Math.min(size - 1, column + radius); x++) {
        sum += values[y * size + x]
        count++
      }
    }
    return sum / count
  })
}
