import { createSpectrumEstimator } from '../../../src-shared/statistics/flat-sky-spectrum.ts'
import { instrumentWindow } from '../../../src-shared/statistics/mode-window.ts'
import { answerTasks } from '../../workers/answer-tasks.ts'
import type { SpectrumSky } from './spectrum-sky.ts'

/** Two maps of intensity on the same patch, or one twice. */
export interface PowersTask {
  sky: SpectrumSky
  first: Float64Array
  second: Float64Array
}

export interface PatchPowers {
  ell: number[]
  power: number[]
}

answerTasks(({ sky: { patch, mask, bands, instrument }, first, second }: PowersTask): { answer: PatchPowers } => {
  const { ell, pair } = createSpectrumEstimator(patch, mask, bands, instrumentWindow(instrument))
  return { answer: { ell, power: [...pair(first, second).cross] } }
})
