import { isAutoencoder } from '../../../src-shared/model/autoencoder.ts'
import type { ArchitectureName } from '../../../src-shared/model/configuration.ts'
import { lossLabel } from '../../../src-shared/model/loss-words.ts'
import type { PrunerChoice, SamplerChoice, StudyObjective, StudySpec } from '../../../src-shared/study/specification.ts'
import type { SearchParameter } from '../../../src-shared/study/search-space.ts'
import type { Axis } from '../../charts/series.ts'
import { formatTick } from '../../../src-shared/text/format.ts'
import { drawnColumn } from '../runs/charts/drawn-columns.ts'
import { settingTable } from '../configuration/setting-table.ts'
import type { SettingName, SettingText } from '../configuration/setting-table.ts'

type Metric = StudyObjective['metric']

/** Labels and meanings of the metrics that can be a study's objective, for models of this architecture. */
export const metricWords = (architecture: ArchitectureName): Record<Metric, { label: string; meaning: string }> => ({
  validationLoss: {
    label: `validation ${lossLabel([architecture])}`,
    meaning: isAutoencoder({ architecture })
      ? 'The paper’s criterion: lower means a better description of unseen patches.'
      : 'Lower means a better description of unseen patches.',
  },
  validationReconstruction: {
    label: 'validation reconstruction',
    meaning: 'How well patches are reconstructed; ignores the cost of their latents.',
  },
  validationKl: {
    label: 'validation KL',
    meaning: 'How far the latents are from the prior; on its own it is lowest where they carry no information.',
  },
  testLoss: {
    label: `test ${lossLabel([architecture])}`,
    meaning: 'Searching on the test patches uses them up: they are no longer an independent test.',
  },
  testReconstruction: {
    label: 'test reconstruction',
    meaning: 'Searching on the test patches uses them up: they are no longer an independent test.',
  },
  imagesPerSecond: {
    label: 'images per second',
    meaning: 'Speed alone; other load on the machine affects it.',
  },
})

/** The axis of a metric with its unit, as in the curves of a run. */
export const metricAxis = (metric: Metric, architecture: ArchitectureName): Axis =>
  drawnColumn(metric, [architecture]).y

/** The direction in which a metric is usually better. */
export const usualDirection = (metric: Metric): StudySpec['direction'] =>
  metric === 'imagesPerSecond' ? 'maximise' : 'minimise'

export const samplerWords: Record<SamplerChoice['kind'], { label: string; meaning: string }> = {
  'gp-ei': {
    label: 'Gaussian process, expected improvement',
    meaning: 'Learns which settings matter and tries the most promising ones. A good default.',
  },
  'gp-lcb': {
    label: 'Gaussian process, confidence bound',
    meaning: 'The same model; tries where mean − β σ is lowest. A larger β explores more.',
  },
  'keras-tuner': {
    label: 'The paper’s recipe (KerasTuner)',
    meaning: 'Three random trials per parameter, then the confidence bound with β = 2.6 and one length scale.',
  },
  sobol: {
    label: 'Sobol sequence',
    meaning: 'Fills the space evenly and learns nothing. Good for surveys and for any number of trials at once.',
  },
  random: {
    label: 'Random',
    meaning: 'Independent draws: the baseline to beat.',
  },
}

export const prunerWords: Record<PrunerChoice['kind'], { label: string; meaning: string }> = {
  none: { label: 'None', meaning: 'Every trial trains to its last epoch, as in the paper.' },
  median: {
    label: 'Median',
    meaning: 'Stops a trial that is worse than the median of the others at the same epoch.',
  },
  'successive-halving': {
    label: 'Successive halving',
    meaning: 'Stops a trial at a rung unless it is among the best that reached it. Rungs grow further apart.',
  },
}

/** Label and hint of the setting that a parameter varies; every searchable setting is in the table. */
export const aboutParameter = (name: string): SettingText => settingTable[name as SettingName]

/** A parameter's range in words: "1e-5 to 1e-2, logarithmic", "3, 4 or 5". */
export function rangeOfParameter(parameter: SearchParameter): string {
  if (parameter.kind === 'categorical') {
    const words = parameter.choices.map(String)
    return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
  }
  const { low, high, log, step } = parameter
  const range = `${formatTick(low)} to ${formatTick(high)}`
  return `${range}${log ? ', logarithmic' : ''}${step ? `, in steps of ${formatTick(step)}` : ''}`
}
