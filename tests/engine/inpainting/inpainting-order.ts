import { join } from 'node:path'
import type { ObjectivePoint } from '../../../src-preload/contract/estimators.ts'
import { compileDecoder } from '../../../src-main/engine/inference/encode-decode.ts'
import { readTrainedModel } from '../../../src-main/engine/inference/trained-model.ts'
import type { InpaintOptions } from '../../../src-main/engine/inpainting/inpaint.ts'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'
import { readNpy, writeNpy } from '../../../src-main/files/npy.ts'
import { figureMask } from '../../../src-shared/sky/masks/figure-masks.ts'
import { newFolder, smallConfig } from '../training/small-dataset.ts'

const { size, latentDimension: latents } = smallConfig
export const mask = figureMask('block', size)
export const noise = (...keys: number[]) => fillNormal(new Float32Array(size * size), randomStream(...keys))
export const drawLatent = (...keys: number[]) => fillNormal(new Float32Array(latents), randomStream(...keys))

/** Options to inpaint `data`, the objective's history, and the files written. */
export async function order(runFolder: string, data: Float32Array, changes: Partial<InpaintOptions> = {}) {
  const folder = newFolder()
  const history: ObjectivePoint[] = []
  const options: InpaintOptions = {
    runFolder,
    checkpoint: 'last',
    data: join(folder, 'original.npy'),
    mask: join(folder, 'mask.npy'),
    folder,
    sigma: 0.2,
    starts: 1,
    maxIterations: 500,
    seed: 0,
    onPoint: (point) => history.push(point),
    ...changes,
  }
  await writeNpy(options.data, data, [size, size])
  await writeNpy(options.mask, mask, [size, size])
  const results = async () => ({
    latent: (await readNpy(join(folder, 'latent.npy'))).data as Float32Array,
    reconstruction: (await readNpy(join(folder, 'model.npy'))).data as Float32Array,
  })
  return { options, history, results }
}

/** The decoder of a run as a plain function. */
export async function decoderOf(runFolder: string) {
  const decoder = compileDecoder(await readTrainedModel(runFolder, 'last'), 1)
  return (z: ArrayLike<number>) => decoder({ z: Float32Array.from(z) }).patches
}

/** Solves a x = b for a small matrix by Gauss-Jordan elimination. */
export function solve(a: number[][], b: number[]): number[] {
  const rows = a.map((row, i) => [...row, b[i]])
  for (let i = 0; i < rows.length; i++) {
    rows[i] = rows[i].map((value) => value / rows[i][i])
    rows.forEach((row, j) => {
      if (j !== i) rows[j] = row.map((value, k) => value - row[i] * rows[i][k])
    })
  }
  return rows.map((row) => row.at(-1)!)
}
