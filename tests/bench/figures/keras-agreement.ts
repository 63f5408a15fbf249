import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSafetensors } from '../../../src-main/files/safetensors.ts'
import type { Preset, TrainingConfig } from '../../../src-preload/contract/runs.ts'
import { largestRelativeError } from '../../engine/relative-error.ts'
import type { Bench, Figures } from '../bench.ts'
import { judge, type Row } from '../row.ts'

/** The outputs in Keras's words; of several tensors the worst counts. */
const outputs: Record<string, (name: string) => boolean> = {
  encoder: (name) => name === 'mean' || name === 'logWidth',
  decoder: (name) => name === 'decoded',
  loss: (name) => name === 'loss',
  gradients: (name) => name.startsWith('gradient/'),
}

/**
 * The engine against Keras, both in float32, with the same weights and batch. The error of a tensor is its largest
 * difference over its largest magnitude in Keras: max |a - b| / max |b|.
 */
export const kerasAgreement: Figures = async (bench) => [
  ...(await agreement(bench, 'demo')),
  ...(await agreement(bench, 'paper')),
]

async function agreement(bench: Bench, preset: Preset): Promise<Row[]> {
  const errors = await errorsOf(bench, preset)
  return Object.entries(outputs).map(([output, belongs]) => {
    const worst = errors && [...errors].filter(([name]) => belongs(name)).sort(([, a], [, b]) => b - a)[0]
    if (worst && output !== 'loss') bench.note(`${preset}, ${output}: the worst tensor is ${worst[0]}`)
    return judge({
      figure: `${output} against Keras, preset ${preset}, max |a - b| / max |b|`,
      unit: '',
      ours: worst?.[1] ?? null,
      goal: 1e-5,
    })
  })
}

/** The error of every tensor by its name, or null without Keras. */
async function errorsOf(bench: Bench, preset: Preset): Promise<Map<string, number> | null> {
  const keras = await bench.startPeer('keras_peer.py')
  if (!keras) return null
  const folder = await mkdtemp(join(tmpdir(), 'cirrus-bench-'))
  const file = (name: string) => join(folder, `${name}.safetensors`)
  try {
    const ours = bench.startOurs('engine.ts')
    const { config, names } = await ours.ask<{ config: TrainingConfig; names: string[] }>('answers', { preset, folder })
    await ours.end()
    await keras.ask('answers', { config, names, given: file('given'), out: file('keras') })
    return await compareFiles(file('ours'), file('keras'))
  } finally {
    await keras.end()
    await rm(folder, { recursive: true, force: true })
  }
}

async function compareFiles(found: string, expected: string): Promise<Map<string, number>> {
  const [a, b] = await Promise.all([openSafetensors(found), openSafetensors(expected)])
  try {
    const errors = new Map<string, number>()
    for (const name of b.tensors.keys()) errors.set(name, largestRelativeError(await a.read(name), await b.read(name)))
    return errors
  } finally {
    await Promise.all([a.close(), b.close()])
  }
}
