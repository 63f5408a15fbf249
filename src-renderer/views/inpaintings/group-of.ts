import type { Inpainting } from '../../../src-preload/contract/index.ts'

/** Cases shown together: those of one patch. */
export const groupOf = ({ datasetId, datasetName, problem }: Inpainting) =>
  `${datasetId ?? datasetName}~${problem.patch}`
