import type { Figures } from '../bench.ts'
import { median } from '../measure.ts'
import { evaluate } from '../row.ts'

/** The 95th percentile. */
const p95 = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.ceil(0.95 * values.length) - 1]

const interactions = {
  hover: 'the trial under the cursor',
  select: 'choosing a trial',
  brush: 'brushing an axis',
  sort: 'sorting the table',
  views: 'another view',
} as const
type Taken = Record<keyof typeof interactions, number[]>

/** The page of a study of 500 trials of 100 epochs, in a browser connected to a complete Cirrus. */
export const studyPages: Figures = async (bench) => {
  const cirrus = bench.startOurs('pages.ts')
  const missing = await cirrus.ask<string | null>('prepare')
  if (missing) bench.note(missing)
  const pictures: { drawings: number; model: number }[] = []
  for (let i = 0; !missing && i < (bench.rounds ?? 5); i++) pictures.push(await cirrus.ask('firstPicture'))
  const taken = missing ? null : await cirrus.ask<Taken>('interactions')
  await cirrus.end()
  const first = (part: 'drawings' | 'model') =>
    missing ? null : median(pictures.map((picture) => picture[part])) / 1000
  const of = 'study of 500 trials x 100 epochs'
  return [
    evaluate({ figure: `${of}: first load, all charts of trials`, unit: 's', ours: first('drawings'), goal: 1 }),
    evaluate({ figure: `${of}: importance, fitted anew`, unit: 's', ours: first('model'), goal: null }),
    ...(Object.keys(interactions) as (keyof typeof interactions)[]).flatMap((name) =>
      (['p95', 'worst'] as const).map((which) => {
        const values = taken?.[name]
        const ours = values ? (which === 'p95' ? p95(values) : Math.max(...values)) : null
        return evaluate({
          figure: `${interactions[name]} until painted, ${which}`,
          unit: 'ms',
          ours,
          goal: 100,
        })
      }),
    ),
  ]
}
