import type { Preset, TrainingConfig } from '../../../src-shared/model/configuration.ts'
import type { Bench, Figures } from '../bench.ts'
import type { Child } from '../child.ts'
import { interleave } from '../measure.ts'
import { evaluate, type Row } from '../row.ts'
import { formatTable } from '../table.ts'

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
const warmUpSteps = 3
/** Seconds for the rounds of one preset: without bfloat16 instructions a peer's step takes most of a minute. */
const limit = 180

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

async function trainingStep(bench: Bench, plan: (typeof plans)[number]): Promise<Row> {
  const { preset, precision, steps, rounds, goal } = plan
  const ours = bench.startOurs('engine.ts')
  const { config, parameters } = await ours.ask<{ config: TrainingConfig; parameters: number }>('prepare', {
    preset,
    precision,
  })
  const peers: [name: string, peer: Child][] = []
  for (const [name, { script, options }] of Object.entries(peersIn[precision])) {
    const peer = await bench.startPeer(script)
    if (!peer) continue
    peers.push([name, peer])
    const theirs = await peer.ask<number>('prepare', { config, ...options })
    bench.note(`${preset}: ${parameters} parameters here, ${theirs} in ${name}`)
    if (theirs !== parameters) throw new Error(`the model of ${name} differs`)
  }
  const sides: [string, Child][] = [['ours', ours], ...peers]
  for (const [, side] of sides) await side.ask('steps', { count: warmUpSteps })
  const seconds = await interleave(
    sides.map(([name, side]) => ({ name, turn: () => side.ask<number[]>('steps', { count: steps }) })),
    { warmUps: 0, rounds: bench.rounds ?? rounds, limit },
  )
  await Promise.all(sides.map(([, side]) => side.end()))
  const milliseconds = (name: string) => (name in seconds ? 1000 * seconds[name] : null)
  return evaluate({
    figure: `training step, preset ${preset}, ${config.size} px, ${parameters} parameters, batch ${config.batchSize}, ${precision}`,
    unit: 'ms',
    ours: milliseconds('ours'),
    peers: Object.fromEntries(Object.keys(peersIn[precision]).map((name) => [name, milliseconds(name)])),
    goal,
  })
}
