import type { Batches } from './batches.ts'
import type { PatchSource } from './patch-source.ts'
import type { ElboParts, TrainingProgram } from './training-program.ts'

/**
 * The negative ELBO's parts over all validation patches, a mean per patch.
 * @param patches how many there are: the last batch is padded
 */
export function validate(program: TrainingProgram, batches: Batches, patches: number): ElboParts<number> {
  const sums = { reconstruction: 0, kl: 0 }
  for (let step = 0; step < batches.validationSteps; step++) {
    const { batch, count } = batches.validation(step)
    const { reconstruction, kl } = program.evaluate(batch)
    for (let i = 0; i < count; i++) {
      sums.reconstruction += reconstruction[i]
      sums.kl += kl[i]
    }
  }
  return { reconstruction: sums.reconstruction / patches, kl: sums.kl / patches }
}

/** The same patch after every epoch: the first of the test patches, or of the validation patches if there are none. */
export function samplePatch(source: PatchSource): Float32Array {
  const patch = new Float32Array(source.size ** 2)
  source.read(source.splits.test[0] ?? source.splits.validation[0], patch, 0)
  return patch
}
