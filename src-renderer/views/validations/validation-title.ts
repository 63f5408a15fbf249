import type { Validation } from '../../../src-preload/contract/index.ts'
import { ownSpectra } from './own-spectra.ts'

/** What tells a validation from others: its run, its patches, its checkpoint, and spectra measured in another way than usual. */
export const titleOf = (validation: Validation) => {
  const { runName, config, epoch } = validation
  return [`${runName}, ${config.split}, epoch ${epoch}`, ownSpectra(validation)].filter(Boolean).join(' · ')
}
