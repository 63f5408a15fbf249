import type { Preset, TrainingConfig } from '../../../src-preload/contract/runs.ts'
import type { Bench, Figures } from '../bench.ts'
import type { Child } from '../child.ts'
import { interleave } from '../measure.ts'
import { judge, type Row } from '../row.ts'

/** The presets that the peers have as well. */
type PeerPreset = Exclude<Preset, 'spatial'>

/** Steps in a turn, and turns: the paper's step takes a second or more. */
const plans: Record<PeerPreset, { steps: number; rounds: number }> = {
  demo: { steps: 10, rounds: 6 },
  '128px': { steps: 5, rounds: 6 },
  paper: { steps: 2, rounds: 4 },
}
const warmUpSteps = 3

/** One step of training, batch 8, float32, Adam, the loss fetched: as compiled here, in Keras and in PyTorch. */
export const trainingSteps: Figures = async (bench) => {
  const rows: Row[] = []
  for (const preset of Object.keys(plans) as PeerPreset[]) rows.push(await trainingStep(bench, preset))
  return rows
}

async function trainingStep(bench: Bench, preset: PeerPreset): Promise<Row> {
  const { steps, rounds } = plans[preset]
  const ours = bench.startOurs('engine.ts')
  const { config, parameters } = await ours.ask<{ config: TrainingConfig; parameters: number }>('prepare', { preset })
  const scripts = { 'Keras tf.function': 'keras_peer.py', 'PyTorch channels_last': 'torch_peer.py' }
  const peers: [name: string, peer: Child][] = []
  for (const [name, script] of Object.entries(scripts)) {
    const peer = await bench.startPeer(script)
    if (!peer) continue
    peers.push([name, peer])
    const theirs = await peer.ask<number>('prepare', { config })
    bench.note(`${preset}: ${parameters} parameters here, ${theirs} in ${name}`)
    if (theirs !== parameters) throw new Error(`the model of ${name} is another one`)
  }
  const sides: [string, Child][] = [['ours', ours], ...peers]
  for (const [, side] of sides) await side.ask('steps', { count: warmUpSteps })
  const seconds = await interleave(
    sides.map(([name, side]) => ({ name, turn: () => side.ask<number[]>('steps', { count: steps }) })),
    { warmUps: 0, rounds: bench.rounds ?? rounds },
  )
  await Promise.all(sides.map(([, side]) => side.end()))
  const milliseconds = (name: string) => (name in seconds ? 1000 * seconds[name] : null)
  return judge({
    figure: `training step, preset ${preset}, ${config.size} px, ${parameters} parameters, batch ${config.batchSize}`,
    unit: 'ms',
    ours: milliseconds('ours'),
    peers: Object.fromEntries(Object.keys(scripts).map((name) => [name, milliseconds(name)])),
    goal: 0.85,
  })
}
