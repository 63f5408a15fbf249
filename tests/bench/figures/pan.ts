import type { Figures } from '../bench.ts'
import { median } from '../measure.ts'
import { evaluate } from '../row.ts'

const frames = 200
const views = { sky: 'sky view', patch: 'patch view' } as const

/** Frame times of the sky view and of the patch view while they are dragged, with WebGL in software. */
export const panning: Figures = async (bench) => {
  const cirrus = bench.startOurs('pan.ts')
  const missing = await cirrus.ask<string | null>('prepare')
  if (missing) bench.note(missing)
  const rows = []
  for (const [name, view] of Object.entries(views)) {
    const times = missing ? null : await cirrus.ask<number[]>(name, { frames })
    const figure = `pan of ${frames} frames, ${view}`
    const late = times && times.toSorted((a, b) => a - b)[Math.floor(0.95 * times.length)]
    rows.push(
      evaluate({ figure: `${figure}, median frame`, unit: 'ms', ours: times && median(times), goal: null }),
      evaluate({ figure: `${figure}, p95 frame`, unit: 'ms', ours: late, goal: 100 }),
    )
  }
  await cirrus.end()
  return rows
}
