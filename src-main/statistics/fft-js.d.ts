/** fft.js 4 has no types of its own; these are the methods used here. Complex arrays interleave real and imaginary parts. */
declare module 'fft.js' {
  export default class FFT {
    constructor(size: number)
    transform(out: Float64Array, data: Float64Array): void
    inverseTransform(out: Float64Array, data: Float64Array): void
  }
}
