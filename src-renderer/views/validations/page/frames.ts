/** Pictures one after another, float32 [count, size, size], as one array each. */
export const framesOf = (values: Float32Array | null, size: number): Float32Array[] =>
  values
    ? Array.from({ length: Math.floor(values.length / size ** 2) }, (_, i) =>
        values.subarray(i * size ** 2, (i + 1) * size ** 2),
      )
    : []
