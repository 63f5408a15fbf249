import type { EpochMetrics } from '../../src-preload/contract/runs.ts'
import type { TrainingListener } from '../application/runs/train-in-engine.ts'
import { lossName, lossText } from '../../src-shared/model/loss-words.ts'
import type { Terminal } from './terminal.ts'

/** Tells a training's steps and epochs. @param loss of a model that is no autoencoder */
export const trainingNotes = (output: Terminal['output'], loss = lossName('flow')): TrainingListener => ({
  onNote: (note) => output.note(note),
  onStep: ({ epoch, epochs, step, stepsPerEpoch, imagesPerSecond }) =>
    output.progress(
      (epoch - 1 + step / stepsPerEpoch) / epochs,
      `epoch ${epoch}/${epochs}  step ${step}/${stepsPerEpoch}  ${imagesPerSecond.toFixed(0)} images/s`,
    ),
  onEpoch: (row) => output.note(`epoch ${row.epoch}  ${lossWords(row, loss)}  ${row.seconds.toFixed(1)} s`),
})

/** `negative ELBO  train 1834.2  validation 1901.1  (reconstruction 1700.1, KL 201.0)`, or `velocity error  train ...`. */
function lossWords(row: EpochMetrics, loss: string): string {
  const { trainLoss, validationLoss, validationReconstruction: reconstruction, validationKl: kl } = row
  const losses = `train ${lossText(trainLoss)}  validation ${lossText(validationLoss)}`
  if (reconstruction === null || kl === null) return `${loss}  ${losses}${octaveWords(row)}`
  return `negative ELBO  ${losses}  (reconstruction ${lossText(reconstruction)}, KL ${lossText(kl)})`
}

/** `  (coarsest 0.3012, octaves 0.2110, 0.1905)`, of validation; empty for a flow of one level. */
function octaveWords(row: EpochMetrics): string {
  if (row.validationCoarsest === null) return ''
  const octaves = [row.validationOctave1, row.validationOctave2, row.validationOctave3, row.validationOctave4]
  const known = octaves.filter((loss) => loss !== null).map(lossText)
  return `  (coarsest ${lossText(row.validationCoarsest)}, octaves ${known.join(', ')})`
}

/** Table rows for the best epoch of a run: validation, and test if evaluated. */
export function bestRows(run: {
  bestEpoch: number | null
  bestValidationLoss: number | null
  bestTestLoss: number | null
}): [string, string][] {
  const { bestEpoch, bestValidationLoss: best, bestTestLoss: test } = run
  if (bestEpoch === null) return [['best', 'none yet']]
  const at = (value: number) => `${lossText(value)} at epoch ${bestEpoch}`
  return [['best', at(best!)], ...(test === null ? [] : [['test', at(test)] satisfies [string, string]])]
}
