import type { Preset } from '../../../src-shared/model/configuration.ts'
import type { Bench, Figures } from '../bench.ts'
import { presetConfig } from '../configurations.ts'
import { interleave } from '../measure.ts'
import { evaluate, type Row } from '../row.ts'

const plans: readonly { preset: Preset; steps: number }[] = [
  { preset: 'demo', steps: 100 },
  { preset: '128px', steps: 25 },
]

/** A training between validations, with batches from disk, compared with the same steps on one batch in memory. */
export const wholeEpoch: Figures = async (bench) => {
  const rows: Row[] = []
  for (const plan of plans) rows.push(await oneEpoch(bench, plan))
  return rows
}

async function oneEpoch(bench: Bench, { preset, steps }: (typeof plans)[number]): Promise<Row> {
  const [training, alone] = [bench.startOurs('epoch.ts'), bench.startOurs('engine.ts')]
  await training.ask('prepare', { preset, steps })
  await alone.ask('prepare', { config: presetConfig(preset) })
  const mean = (seconds: readonly number[]) => [seconds.reduce((sum, each) => sum + each, 0) / seconds.length]
  const seconds = await interleave(
    [
      { name: 'training', turn: () => training.ask<number[]>('epoch') },
      { name: 'alone', turn: async () => mean(await alone.ask<number[]>('steps', { count: steps })) },
    ],
    { warmUps: 1, rounds: bench.rounds ?? 5 },
  )
  await Promise.all([training.end(), alone.end()])
  return evaluate({
    figure: `a step within an epoch, preset ${preset}, ${steps} steps`,
    unit: 'ms',
    ours: 1000 * seconds.training,
    peers: { 'the step alone': 1000 * seconds.alone },
    goal: 1.05,
  })
}
