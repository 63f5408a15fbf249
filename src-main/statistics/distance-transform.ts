/**
 * Distance of every pixel's centre to the centre of the nearest masked pixel, in pixels; what lies outside the picture
 * counts as masked. Exact (Felzenszwalb & Huttenlocher 2012): lower envelopes of parabolas along columns, then rows.
 * @param mask [rows, columns]; 0 or less is masked
 */
export function distanceToMasked(mask: ArrayLike<number>, rows: number, columns: number): Float64Array {
  // One ring of masked pixels around the picture stands for all that lies outside.
  const [height, width] = [rows + 2, columns + 2]
  const squares = new Float64Array(height * width)
  const far = height * height + width * width
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (mask[row * columns + column] > 0) squares[(row + 1) * width + column + 1] = far
    }
  }
  for (let column = 0; column < width; column++) lowerEnvelope(squares, column, width, height)
  for (let row = 0; row < height; row++) lowerEnvelope(squares, row * width, 1, width)
  return Float64Array.from({ length: rows * columns }, (_, i) =>
    Math.sqrt(squares[(Math.floor(i / columns) + 1) * width + (i % columns) + 1]),
  )
}

/** Replaces f(p) by the minimum over q of (p - q)^2 + f(q), along one line of the picture. */
function lowerEnvelope(values: Float64Array, start: number, stride: number, length: number): void {
  const f = Float64Array.from({ length }, (_, q) => values[start + q * stride])
  const vertices = new Int32Array(length)
  const borders = new Float64Array(length + 1)
  let last = 0
  borders[0] = -Infinity
  borders[1] = Infinity
  for (let q = 1; q < length; q++) {
    const crossing = () => (f[q] + q * q - f[vertices[last]] - vertices[last] ** 2) / (2 * (q - vertices[last]))
    let border = crossing()
    while (border <= borders[last]) {
      last--
      border = crossing()
    }
    vertices[++last] = q
    borders[last] = border
    borders[last + 1] = Infinity
  }
  for (let p = 0, k = 0; p < length; p++) {
    while (borders[k + 1] < p) k++
    values[start + p * stride] = (p - vertices[k]) ** 2 + f[vertices[k]]
  }
}
