import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { threadUse } from '../../../src-main/engine/client/engine-environment.ts'
import type { Bench } from '../bench.ts'
import type { Child } from '../child.ts'
import { interleave } from '../measure.ts'
import { evaluate, type Row } from '../row.ts'

/** A training step of one model: here, and by peers that are told of it. */
export interface StepPlan {
  about: string
  config: TrainingConfig
  peers: readonly { name: string; script: string; input: object }[]
  /** Steps per turn, and turns. */
  steps: number
  rounds: number
  goal: number
}

const warmUpSteps = 3
/** Seconds for the rounds of one model: without bfloat16 instructions a peer's step takes most of a minute. */
const limit = 180

/** Times the step on all sides in turns. @throws Error if a peer's model has other parameters */
export async function stepRow(bench: Bench, { about, config, peers, steps, rounds, goal }: StepPlan): Promise<Row> {
  const ours = bench.startOurs('engine.ts', threadUse(config))
  const { parameters } = await ours.ask<{ parameters: number }>('prepare', { config })
  const sides: [string, Child][] = [['ours', ours]]
  for (const { name, script, input } of peers) {
    const peer = await bench.startPeer(script)
    if (!peer) continue
    sides.push([name, peer])
    const theirs = await peer.ask<number>('prepare', input)
    bench.note(`${about}: ${parameters} parameters here, ${theirs} in ${name}`)
    if (theirs !== parameters) throw new Error(`the model of ${name} differs`)
  }
  for (const [, side] of sides) await side.ask('steps', { count: warmUpSteps })
  const seconds = await interleave(
    sides.map(([name, side]) => ({ name, turn: () => side.ask<number[]>('steps', { count: steps }) })),
    { warmUps: 0, rounds: bench.rounds ?? rounds, limit },
  )
  await Promise.all(sides.map(([, side]) => side.end()))
  const milliseconds = (name: string) => (name in seconds ? 1000 * seconds[name] : null)
  return evaluate({
    figure: `training step, ${about}, ${parameters} parameters, batch ${config.batchSize}, ${config.precision}`,
    unit: 'ms',
    ours: milliseconds('ours'),
    peers: Object.fromEntries(peers.map(({ name }) => [name, milliseconds(name)])),
    goal,
  })
}
