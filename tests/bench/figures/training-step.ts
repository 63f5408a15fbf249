import type { Preset, TrainingConfig } from '../../../src-shared/model/configuration.ts'
import type { Bench, Figures } from '../bench.ts'
import { presetConfig } from '../configurations.ts'
import type { Row } from '../row.ts'
import { formatTable } from '../table.ts'
import { stepRow } from './step-row.ts'

/** The presets that the peers implement too. */
type PeerPreset = Exclude<Preset, 'spatial'>

/** A peer: its script and options. */
interface Peer {
  script: string
  options: Readonly<Record<string, unknown>>
}
const peersIn: Readonly<Record<TrainingConfig['precision'], Readonly<Record<string, Peer>>>> = {
  float32: {
    'Keras tf.function': { script: 'keras_peer.py', options: {} },
    'Keras XLA': { script: 'keras_peer.py', options: { xla: true } },
    'PyTorch channels_last': { script: 'torch_peer.py', options: {} },
    'PyTorch compile': { script: 'torch_peer.py', options: { compiled: true } },
  },
  bfloat16: {
    'Keras mixed_bfloat16': { script: 'keras_peer.py', options: { precision: 'bfloat16' } },
    'PyTorch autocast bfloat16': { script: 'torch_peer.py', options: { precision: 'bfloat16' } },
  },
}

/** Steps per turn, and turns: at least 20 steps in total, although the paper's step takes a second. */
const plans: readonly {
  preset: PeerPreset
  precision: TrainingConfig['precision']
  steps: number
  rounds: number
  goal: number
}[] = [
  { preset: 'demo', precision: 'float32', steps: 10, rounds: 6, goal: 0.8 },
  { preset: '128px', precision: 'float32', steps: 5, rounds: 6, goal: 0.8 },
  { preset: 'paper', precision: 'float32', steps: 4, rounds: 5, goal: 0.9 },
  { preset: 'paper', precision: 'bfloat16', steps: 2, rounds: 10, goal: 0.9 },
]

/**
 * One training step, batch 8, Adam, with the latent sample drawn and the loss fetched: compiled here, in Keras and in
 * PyTorch.
 */
export const trainingSteps: Figures = async (bench) => {
  const rows: Row[] = []
  for (const plan of plans) {
    const row = await trainingStep(bench, plan)
    bench.note(formatTable([row]))
    rows.push(row)
  }
  return rows
}

async function trainingStep(bench: Bench, { preset, precision, ...plan }: (typeof plans)[number]): Promise<Row> {
  const config = { ...presetConfig(preset), precision }
  const peers = Object.entries(peersIn[precision]).map(([name, { script, options }]) => ({
    name,
    script,
    input: { config, ...options },
  }))
  return stepRow(bench, { ...plan, about: `preset ${preset}, ${config.size} px`, config, peers })
}
