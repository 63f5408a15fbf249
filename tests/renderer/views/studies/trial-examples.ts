import type { Trial } from '../../../../src-preload/contract/index.ts'
import type { ChartTheme } from '../../../../src-renderer/charts/theme.ts'
import type { Scale } from '../../../../src-renderer/views/studies/charts/scales.ts'
import { studyRecord, trialRecord } from '../../fake/study-records.ts'

export const theme: ChartTheme = {
  text: '#111111',
  quiet: '#222222',
  faint: '#333333',
  line: '#444444',
  lineStrong: '#555555',
  surface: '#14161a',
  font: 'sans-serif',
  series: ['#000001', '#000002', '#000003', '#000004', '#000005', '#000006', '#000007', '#000008'],
}
export const study = studyRecord('s')
export const trial = (number: number, value: number | null, changes: Partial<Trial> = {}): Trial =>
  trialRecord(study, number, 'complete', { value, ...changes })
export const scale = (key: string, range: [number, number], at: Scale['at'], log = false): Scale => ({
  key,
  axis: { name: key },
  log,
  range,
  at,
})
export const byNumber = scale('number', [0, 10], ({ number }) => number)
export const byValue = scale('value', [0, 100], ({ value }) => value ?? NaN)
/** Size of a chart whose axes enclose 100 x 100 pixels, from (72, 10) to (172, 110). */
export const size = { width: 186, height: 152 }

export const numbers = (trials: readonly Trial[]) => trials.map(({ number }) => number)
/** A trial that ran between two times in seconds; null if it has not ended. */
export const ranFrom = (from: number, to: number | null, number: number, changes: Partial<Trial> = {}): Trial =>
  trial(number, 1, {
    startedAt: new Date(1000 * from).toISOString(),
    endedAt: to === null ? null : new Date(1000 * to).toISOString(),
    ...changes,
  })
