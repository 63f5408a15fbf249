/** The numbers of tests/reference/statistics.py: the fractional parts of k^2 times an irrational, less a half. */
export const signal = (count: number): Float64Array =>
  Float64Array.from({ length: count }, (_, k) => ((k * k * 0.6180339887498949) % 1) - 0.5)
