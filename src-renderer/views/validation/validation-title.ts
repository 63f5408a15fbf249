import type { Validation } from '../../../src-preload/contract/index.ts'

/** What tells a validation from others: its run, its patches, its checkpoint. */
export const titleOf = ({ runName, config, epoch }: Validation) => `${runName}, ${config.split}, epoch ${epoch}`
