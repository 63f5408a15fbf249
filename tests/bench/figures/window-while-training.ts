import type { Figures } from '../bench.ts'
import { evaluate } from '../row.ts'

/** Event loop delays of the window and of its host while the engine trains on all cores. */
export const windowWhileTraining: Figures = async (bench) => {
  const cirrus = bench.startOurs('window.ts')
  const missing = await cirrus.ask<string | null>('prepare')
  if (missing) bench.note(missing)
  const delays = missing ? null : await cirrus.ask<{ host: number; page: number }>('delays', { seconds: 20 })
  await cirrus.end()
  return [
    evaluate({
      figure: 'event loop of the window while training, p99 delay',
      unit: 'ms',
      ours: delays?.page ?? null,
      goal: 20,
    }),
    evaluate({
      figure: 'event loop of the host while training, p99 delay',
      unit: 'ms',
      ours: delays?.host ?? null,
      goal: 20,
    }),
  ]
}
