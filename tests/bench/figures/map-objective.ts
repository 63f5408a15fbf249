import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSafetensors } from '../../../src-main/files/safetensors.ts'
import type { Bench, Figures } from '../bench.ts'
import type { Child } from '../child.ts'
import { interleave } from '../measure.ts'
import { evaluate, type Row } from '../row.ts'

/** Evaluations per turn, by number of starts. */
const evaluations = { 1: 10, 16: 1 }
const warmUps = 1
const rounds = 20
/** Largest |a - b| / |b| of values and of gradients, each as one vector, that counts as agreement. */
const agreement = 1e-4

/** The objective of an inpainting (Eq. 13) with its gradient, compiled here and in Keras: latents fed, both fetched. */
export const mapObjective: Figures = async (bench) => {
  const rows: Row[] = []
  for (const [starts, count] of Object.entries(evaluations)) rows.push(await objective(bench, Number(starts), count))
  return rows
}

async function objective(bench: Bench, starts: number, count: number): Promise<Row> {
  const folder = await mkdtemp(join(tmpdir(), 'cirrus-bench-'))
  try {
    const sides: Record<string, Child> = { ours: bench.startOurs('map-objective.ts') }
    const model = await sides.ours.ask<object>('prepare', { starts, folder })
    const keras = await bench.startPeer('keras_objective_peer.py')
    if (keras) {
      const [given, out] = ['given', 'keras'].map((name) => join(folder, `${name}.safetensors`))
      await keras.ask('prepare', { ...model, given, out })
      await expectAgreement(bench, starts, folder)
      sides.keras = keras
    }
    const seconds = await interleave(
      Object.entries(sides).map(([name, side]) => ({ name, turn: () => side.ask<number[]>('evaluations', { count }) })),
      { warmUps, rounds: bench.rounds ?? rounds },
    )
    await Promise.all(Object.values(sides).map((side) => side.end()))
    return evaluate({
      figure: `MAP objective with gradient, 256 px decoder (preset paper), batch ${starts}`,
      unit: 'ms',
      ours: 1000 * seconds.ours,
      peers: { 'Keras tf.function': keras ? 1000 * seconds.keras : null },
      goal: 0.9,
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** @throws Error if the two sides disagree */
async function expectAgreement(bench: Bench, starts: number, folder: string): Promise<void> {
  for (const name of ['value', 'gradient']) {
    const [ours, theirs] = await Promise.all(
      ['ours', 'keras'].map((side) => readTensor(join(folder, `${side}.safetensors`), name)),
    )
    const norm = (of: (i: number) => number) => Math.sqrt(theirs.reduce((sum, _, i) => sum + of(i) ** 2, 0))
    const error = norm((i) => ours[i] - theirs[i]) / norm((i) => theirs[i])
    bench.note(`batch ${starts}: the ${name} here and that of Keras differ by ${error.toExponential(1)}`)
    if (!(error < agreement)) throw new Error(`the ${name} of Keras differs`)
  }
}

async function readTensor(path: string, name: string): Promise<Float32Array> {
  const file = await openSafetensors(path)
  try {
    return await file.read(name)
  } finally {
    await file.close()
  }
}
