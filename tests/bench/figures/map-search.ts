import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Figures } from '../bench.ts'
import { interleave } from '../measure.ts'
import { evaluate } from '../row.ts'

interface Search {
  seconds: number
  value: number
  evaluations: number
}

/** The MAP of an inpainting: one start against SciPy's L-BFGS-B on the same objective in Keras, and 16 starts in one batch. */
export const mapSearch: Figures = async (bench) => {
  const folder = await mkdtemp(join(tmpdir(), 'cirrus-bench-'))
  try {
    const ours = bench.startOurs('map-search.ts')
    const model = await ours.ask<object>('prepare', { folder })
    const keras = await bench.startPeer('keras_objective_peer.py')
    await keras?.ask('prepare', { ...model, given: join(folder, 'given.safetensors') })
    const told = (who: string, { value, evaluations, seconds }: Search) => {
      bench.note(`${who}: objective ${value.toFixed(1)} after ${evaluations} evaluations, ${seconds.toFixed(1)} s`)
      return [seconds]
    }
    const sides = [{ name: 'ours', turn: async () => told('here', await ours.ask<Search>('one', {})) }]
    if (keras) sides.push({ name: 'keras', turn: async () => told('SciPy', await keras.ask<Search>('search', {})) })
    const one = await interleave(sides, { warmUps: 1, rounds: bench.rounds ?? 5 })
    const starts = await interleave(
      ['together', 'apart'].map((name) => ({ name, turn: async () => [await ours.ask<number>(name, {})] })),
      { warmUps: 0, rounds: bench.rounds ?? 3 },
    )
    await Promise.all([ours, keras].map((side) => side?.end()))
    return [
      evaluate({
        figure: 'MAP of one 256 px patch (preset paper), to convergence',
        unit: 's',
        ours: one.ours,
        peers: { 'SciPy L-BFGS-B with Keras tf.function': keras ? one.keras : null },
        goal: 0.7,
      }),
      evaluate({
        figure: 'MAP from 16 starts in one batch',
        unit: 's',
        ours: starts.together,
        peers: { '16 starts one after another': starts.apart },
        goal: 0.5,
      }),
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
