import { join } from 'node:path'
import { readNpy, writeNpy } from '../../../src-main/files/npy.ts'
import { normal, seedRandom, uniform } from '../../../src-shared/random/index.ts'
import type { SkyPlan } from './plan.ts'

/** Files of a level: Q and U without noise, with it, and its standard deviations. */
export const levelFiles = (folder: string) => ({
  truth: join(folder, 'truth.npy'),
  noisy: join(folder, 'noisy.npy'),
  noise: join(folder, 'noise.npy'),
})

/** How the noise of a scanning instrument varies: by e each way along a patch, and by two each way between patches. */
const [along, between] = [1, Math.log(2)]

/**
 * Adds noise to Q and U of a stack of I, Q and U. It is independent between pixels; its variance changes along a direction of
 * each patch, and from patch to patch, as with the number of scans.
 * @param level root mean square of Q and U, over that of the noise, over all patches
 */
export async function makeLevel(sky: string, folder: string, level: number, { size, count }: SkyPlan): Promise<void> {
  const { data } = await readNpy(sky)
  const pixels = size ** 2
  const truth = new Float32Array(2 * count * pixels)
  for (let i = 0; i < count * pixels; i++) truth.set([Number(data[3 * i + 1]), Number(data[3 * i + 2])], 2 * i)
  const random = seedRandom(Math.round(1000 * level))
  const scans = Float64Array.from({ length: count }, () => between * (2 * uniform(random) - 1))
  const directions = Float64Array.from({ length: count }, () => 2 * Math.PI * uniform(random))
  const variances = Float64Array.from({ length: count * pixels }, (_, i) => {
    const [patch, pixel] = [Math.floor(i / pixels), i % pixels]
    const [x, y] = [pixel % size, Math.floor(pixel / size)].map((at) => (2 * at) / (size - 1) - 1)
    const place = x * Math.cos(directions[patch]) + y * Math.sin(directions[patch])
    return Math.exp(scans[patch] + along * place)
  })
  const scale = Math.sqrt(
    meanSquare(truth, 2 * pixels) / level ** 2 / (variances.reduce((a, b) => a + b) / variances.length),
  )
  const deviations = Float32Array.from(truth, (_, i) => scale * Math.sqrt(variances[i >> 1]))
  const shape = [count, size, size, 2]
  const files = levelFiles(folder)
  await writeNpy(files.truth, truth, shape)
  await writeNpy(files.noise, deviations, shape)
  await writeNpy(
    files.noisy,
    truth.map((value, i) => value + deviations[i] * normal(random)),
    shape,
  )
}

/** Mean square of Q and U about their means in each patch. @param values of a patch */
function meanSquare(stack: Float32Array, values: number): number {
  let sum = 0
  for (let first = 0; first < stack.length; first += values) {
    for (const channel of [0, 1]) {
      let [total, squares] = [0, 0]
      for (let i = first + channel; i < first + values; i += 2) {
        total += stack[i]
        squares += stack[i] ** 2
      }
      sum += squares - (2 * total ** 2) / values
    }
  }
  return sum / stack.length
}
