import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bench, Figures } from '../bench.ts'
import type { Child } from '../child.ts'
import { interleave } from '../measure.ts'
import { evaluate, type Row } from '../row.ts'

/** Patches per turn of Eq. 10, and decoded posterior samples of each. */
const patches = 4
const samples = 100
const rounds = 8
/** Largest |a - b| / |b| of a batch of decoded latents, as one vector, that counts as agreement. */
const agreement = 1e-4

/**
 * Cost of a validation: all statistics of the paper's test set, Eq. 10 against Keras, and a complete validation of the
 * demo run.
 */
export const validation: Figures = async (bench) => [
  ...(await statistics(bench)),
  await posteriorMean(bench),
  ...(await demoRun(bench)),
]

/** Each half of the paper's test set on its own core, as a validation divides it among its worker threads. */
async function statistics(bench: Bench): Promise<Row[]> {
  const halves = [170, 169].map((patches) => ({ patches, side: bench.startOurs('validation.ts') }))
  const slowest = async (job: 'spectra' | 'minkowski') =>
    Math.max(...(await Promise.all(halves.map(({ patches, side }) => side.ask<number>(job, { patches })))))
  const [spectra, minkowski] = [await slowest('spectra'), await slowest('minkowski')]
  await Promise.all(halves.map(({ side }) => side.end()))
  const set = '339 patches of 256 px with their reconstructions, 2 cores'
  return [
    evaluate({ figure: `spectra of ${set}, coupling matrix included`, unit: 's', ours: spectra, goal: 10 }),
    evaluate({ figure: `Minkowski functionals of ${set}`, unit: 's', ours: minkowski, goal: 5 }),
  ]
}

/**
 * Eq. 10 as computed by `cirrus reconstruct`, including encoder and sums, against Keras's `predict` on the same number
 * of latents.
 */
async function posteriorMean(bench: Bench): Promise<Row> {
  const folder = await mkdtemp(join(tmpdir(), 'cirrus-bench-'))
  try {
    const sides: Record<string, Child> = { ours: bench.startOurs('validation.ts') }
    const model = await sides.ours.ask<object>('prepare', { samples, folder })
    const keras = await bench.startPeer('keras_predict_peer.py')
    if (keras) {
      const error = await keras.ask<number>('prepare', { ...model, given: join(folder, 'given.safetensors') })
      bench.note(`decoded latents here and in Keras differ by ${error.toExponential(1)}`)
      if (!(error < agreement)) throw new Error('the decoder of Keras differs')
      sides.keras = keras
    }
    const seconds = await interleave(
      Object.entries(sides).map(([name, side]) => ({
        name,
        turn: async () => [await side.ask<number>('reconstructions', { patches, samples })],
      })),
      { warmUps: 1, rounds: bench.rounds ?? rounds },
    )
    await Promise.all(Object.values(sides).map((side) => side.end()))
    return evaluate({
      figure: `Eq. 10 (L = ${samples}, preset 128px), a patch`,
      unit: 'ms',
      ours: (1000 * seconds.ours) / patches,
      peers: { 'Keras predict': keras ? (1000 * seconds.keras) / patches : null },
      goal: 0.85,
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function demoRun(bench: Bench): Promise<Row[]> {
  const ours = bench.startOurs('validate-demo.ts')
  const took = await ours.ask<{ report: number; validation: number }>('validate', {})
  await ours.end()
  const what = 'of the demo run (303 patches of 64 px, L = 100, 500 prior samples)'
  return [
    evaluate({ figure: `a whole validation ${what}`, unit: 's', ours: took.validation, goal: 120 }),
    evaluate({ figure: `the whole report ${what} from the terminal`, unit: 's', ours: took.report, goal: 120 }),
  ]
}
