/** The mean and standard deviation of pictures, pixel by pixel, batch by batch (Chan, Golub & LeVeque 1983, Eq. 1.5), in float64. */
export class PictureMoments {
  #count = 0
  readonly #mean: Float64Array
  readonly #squares: Float64Array

  constructor(length: number) {
    this.#mean = new Float64Array(length)
    this.#squares = new Float64Array(length)
  }

  /** Adds a batch of `count` values with this mean and sum of squared deviations from it. */
  add(count: number, mean: Float32Array, squares: Float32Array): void {
    const all = this.#count + count
    const [share, between] = [count / all, (this.#count * count) / all]
    for (let i = 0; i < mean.length; i++) {
      const apart = mean[i] - this.#mean[i]
      this.#mean[i] += share * apart
      this.#squares[i] += squares[i] + between * apart ** 2
    }
    this.#count = all
  }

  mean = () => Float32Array.from(this.#mean)
  deviation = () => Float32Array.from(this.#squares, (sum) => Math.sqrt(sum / this.#count))
}
