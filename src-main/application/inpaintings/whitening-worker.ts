import { noiseWhitening } from '../../../src-shared/inpainting/noise-whitening.ts'
import { answerTasks } from '../../workers/answer-tasks.ts'

/** A noise spectrum on the torus, and the mask of the data. */
export interface WhiteningTask {
  power: Float32Array
  mask: Uint8Array
}

answerTasks<WhiteningTask, Float32Array>(async ({ power, mask }) => ({ answer: noiseWhitening(power, mask) }))
