import type { TrainedModel } from '../inference/trained-model.ts'
import { EngineError } from '../runtime/errors.ts'

/** @throws EngineError 'config' for a model of patches with several channels */
export function requireOneChannel({ config: { channels } }: TrainedModel, runFolder: string): void {
  if (channels === 1) return
  const what = `its patches have ${channels} channels, and a hole can only be filled in patches of one`
  throw new EngineError('config', `${runFolder}: ${what}. Use a run on intensities.`)
}
