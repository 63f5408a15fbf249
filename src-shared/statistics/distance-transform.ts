/**
 * Distance of every pixel's centre to the centre of the nearest masked pixel, in pixels; Infinity if there is none.
 * Exact (Felzenszwalb & Huttenlocher 2012): lower envelopes of parabolas along columns, then rows.
 * @param mask [rows, columns]; 0 or less is masked
 * @param outside whether the outside of the picture counts as masked
 */
export function distanceToMasked(
  mask: ArrayLike<number>,
  rows: number,
  columns: number,
  outside: 'masked' | 'seen' = 'masked',
): Float64Array {
  // A border one pixel wide represents everything outside the picture.
  const [height, width] = [rows + 2, columns + 2]
  const far = height * height + width * width
  const squares = new Float64Array(height * width).fill(outside === 'masked' ? 0 : far)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      squares[(row + 1) * width + column + 1] = mask[row * columns + column] > 0 ? far : 0
    }
  }
  for (let column = 0; column < width; column++) lowerEnvelope(squares, column, width, height)
  for (let row = 0; row < height; row++) lowerEnvelope(squares, row * width, 1, width)
  return Float64Array.from({ length: rows * columns }, (_, i) => {
    const square = squares[(Math.floor(i / columns) + 1) * width + (i % columns) + 1]
    return square < far ? Math.sqrt(square) : Infinity
  })
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
