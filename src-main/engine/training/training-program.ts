import type { Session } from '../runtime/session.ts'
import type { Batch } from './batches.ts'
import type { StepSchedule } from './schedules.ts'

/** The terms of a loss by name; their sum is the loss, and each is a part of a patch's or the mean over a batch. */
export type Terms<T = number> = Readonly<Record<string, T>>

/** The term of a flow's level: of the only or coarsest one, or of an octave. */
export const termOf = (octave: number) => (octave === 0 ? 'velocity' : `octave${octave}`)

/** What a model in training is judged by; one number for each patch. */
export interface Judged {
  terms: Terms<Float32Array>
  /** Of an autoencoder: KL per latent, [batch, latents], in nats. */
  latentKl: Float32Array | null
}

/** A patch that shows how far a model is: [size, size, channels], its conditions, and what is seen of it. */
export interface Shown {
  patch: Float32Array
  conditions: Float32Array
  /** [size, size, channels + 2], for a flow that fills holes. */
  observation?: Float32Array
}

/** A model in training; its weights and Adam's state reside in TensorFlow. */
export interface TrainingProgram {
  /** One step of Adam; returns the terms of the batch's mean loss before it. */
  step(batch: Batch, schedule: StepSchedule): Terms
  /** Like `step`, with the norm over all gradients, before clipping. */
  stepWithNorm(batch: Batch, schedule: StepSchedule): { terms: Terms; gradientNorm: number }
  /** The loss of each patch as inference has it, without changing anything. */
  evaluate(batch: Batch): Judged
  /**
   * Two pictures that show how far the model is: of an autoencoder a patch and its decoded posterior mean, of a flow two
   * draws, always from the same noise, under the patch's conditions and of what is seen of it. float32 [2, size, size, channels].
   */
  show(shown: Shown): Float32Array
  session: Session
}

/** A loss from its terms. */
export const lossOf = (terms: Terms): number => Object.values(terms).reduce((sum, term) => sum + term, 0)
