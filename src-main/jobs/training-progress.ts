import type { TrainingStep } from '../../src-preload/contract/runs.ts'

/** A training step as job progress; the time left is the engine's own estimate from compiled steps. */
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
