import { join } from 'node:path'
import type { ChainProgress } from '../../../src-shared/sampling/hamiltonian.ts'
import type { LaplaceOptions } from '../../../src-main/engine/inpainting/laplace.ts'
import type { SamplePosteriorOptions } from '../../../src-main/engine/inpainting/sample-posterior.ts'
import { readNpy } from '../../../src-main/files/npy.ts'
import { order } from './inpainting-order.ts'

/** The files that estimates of a posterior write. */
export async function readDraws(folder: string) {
  const read = async (name: string) => {
    const { data, shape } = await readNpy(join(folder, `${name}.npy`))
    return { data: data as Float32Array, shape }
  }
  return { mean: (await read('mean')).data, std: (await read('std')).data, samples: await read('samples') }
}

/** Options to approximate the posterior of `data` as Laplace. */
export async function laplaceOrder(run: string, data: Float32Array, changes: Partial<LaplaceOptions> = {}) {
  const { options, history } = await order(run, data)
  const told: [string, number, number][] = []
  const laplace: LaplaceOptions = {
    ...options,
    samples: 8,
    residual: null,
    onWork: (...work) => told.push(work),
    ...changes,
  }
  return { options: laplace, history, told }
}

/** Options to draw chains from the posterior of `data`. */
export async function chainOrder(run: string, data: Float32Array, changes: Partial<SamplePosteriorOptions> = {}) {
  const { onPoint: _, ...options } = (await order(run, data)).options
  const told: ChainProgress[] = []
  const chains: SamplePosteriorOptions = {
    ...options,
    ...{ chains: 4, warmUp: 100, draws: 250, leapfrogSteps: 6, mass: 'diagonal', samples: 8, residual: null },
    onIteration: (progress) => told.push(progress),
    ...changes,
  }
  return { options: chains, told }
}
