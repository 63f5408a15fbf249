import { join } from 'node:path'
import { spectrumSky } from '../../../src-main/application/maps/spectrum-sky.ts'
import { compileDecoder } from '../../../src-main/engine/inference/encode-decode.ts'
import { compileReconstructor, type Reconstructor } from '../../../src-main/engine/inference/reconstruct.ts'
import { presets } from '../../../src-shared/model/presets.ts'
import { modelWeights } from '../../../src-main/engine/model/model.ts'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'
import { writeSafetensors } from '../../../src-main/files/safetensors.ts'
import { createSpectrumEstimator } from '../../../src-shared/statistics/flat-sky-spectrum.ts'
import { evenThresholds, minkowskiFunctionals } from '../../../src-shared/statistics/minkowski-functionals.ts'
import { answerLines, secondsOf } from './answer-lines.ts'
import { trainedLooking } from './trained-looking.ts'

/** The paper's patches. */
const [size, width] = [256, 8]
/** Number of latents with which both sides are compared. */
const compared = 20

const config = presets['128px']
const entries = modelWeights(config)
const decoderNames = entries.filter(({ name }) => name.startsWith('decoder/')).map(({ name }) => name)
let reconstructor: Reconstructor | undefined
const noise = (length: number, seed: number) => fillNormal(new Float32Array(length), randomStream(seed))

await answerLines({
  /** Seconds of one thread for this many patches with their reconstructions, including the coupling matrix. */
  async spectra({ patches }: { patches: number }) {
    const map = smoothNoise()
    const beside = map.map((value) => value / 2)
    const { patch, mask, bands } = spectrumSky({ rows: size, columns: size, width })
    return secondsOf(() => {
      const estimator = createSpectrumEstimator(patch, mask, bands)
      for (let i = 0; i < patches; i++) estimator.pair(map, beside)
    })
  },

  async minkowski({ patches }: { patches: number }) {
    const map = smoothNoise()
    const thresholds = evenThresholds()
    return secondsOf(() => {
      for (let i = 0; i < 2 * patches; i++) minkowskiFunctionals(map, size, size, thresholds)
    })
  },

  /** Compiles Eq. 10; writes the decoder's weights, latents and decoded patches to given.safetensors. */
  async prepare({ samples, folder }: { samples: number; folder: string }) {
    const model = { config, weights: trainedLooking(entries), epoch: 0 }
    reconstructor = compileReconstructor(model, samples)
    const z = noise(compared * config.latentDimension, 1)
    const decoder = compileDecoder(model, compared)
    const { patches } = decoder({ z })
    decoder.free()
    const tensors = {
      ...Object.fromEntries(decoderNames.map((name) => [name, model.weights[name]])),
      z: { shape: [compared, config.latentDimension], values: z },
      patches: { shape: [compared, config.size, config.size, 1], values: patches },
    }
    await writeSafetensors(
      join(folder, 'given.safetensors'),
      Object.entries(tensors).map(([name, { shape, values }]) => ({ name, shape, values: () => values })),
    )
    return { config, names: decoderNames }
  },

  async reconstructions({ patches }: { patches: number }) {
    const patch = noise(config.size ** 2, 2)
    return secondsOf(() => {
      for (let index = 0; index < patches; index++) reconstructor!.reconstruct(patch, 0, index)
    })
  },
})

/** A field that is smooth over a few pixels, like dust: white noise would cross every threshold everywhere. */
function smoothNoise(): Float32Array {
  let map = noise(size * size, 3)
  for (let round = 0; round < 12; round++) {
    const at = (i: number) => map[(i + size * size) % (size * size)]
    map = map.map((value, i) => (value + at(i + 1) + at(i - 1) + at(i + size) + at(i - size)) / 5)
  }
  const deviation = Math.sqrt(map.reduce((sum, value) => sum + value * value, 0) / map.length)
  return map.map((value) => value / deviation)
}
