import type { TrainingStep } from '../../src-preload/contract/runs.ts'

/** A training's step as a job tells of it. */
export const trainingProgress = ({
  epoch,
  epochs,
  step,
  stepsPerEpoch,
}: TrainingStep): [fraction: number, note: string] => [
  (epoch - 1 + step / stepsPerEpoch) / epochs,
  `epoch ${epoch} of ${epochs}`,
]
