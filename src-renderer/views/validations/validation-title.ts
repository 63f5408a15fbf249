import type { Validation } from '../../../src-preload/contract/index.ts'
import { ownSpectra } from './own-spectra.ts'

/** What distinguishes a validation: its run, split and epoch, and its spectra if measured differently from Fig. 4. */
export const titleOf = (validation: Validation) => {
  const { runName, config, epoch } = validation
  return [
    `${runName}, ${config.split}, epoch ${epoch}`,
    config.channel ? `Stokes ${config.channel}` : '',
    config.prior ? `prior ${config.prior}` : '',
    ownSpectra(validation),
  ]
    .filter(Boolean)
    .join(' · ')
}
