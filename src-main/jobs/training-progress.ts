import type { TrainingStep } from '../../src-preload/contract/runs.ts'

/** A training's step as a job tells of it; the time left is what the engine measured on compiled steps. */
export const trainingProgress = ({
  epoch,
  epochs,
  step,
  stepsPerEpoch,
  secondsLeft,
}: TrainingStep): [fraction: number, note: string, secondsLeft: number | null] => [
  (epoch - 1 + step / stepsPerEpoch) / epochs,
  `epoch ${epoch} of ${epochs}`,
  secondsLeft,
]
