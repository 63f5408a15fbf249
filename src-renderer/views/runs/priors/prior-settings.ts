import type { PriorKind } from '../../../../src-preload/contract/index.ts'
import type { SettingName } from '../../configuration/setting-table.ts'

/** Kinds of priors to choose from. */
export const priorKinds: readonly { value: PriorKind; label: string; title: string }[] = [
  { value: 'flow', label: 'flow', title: 'A flow that carries noise to latents, trained by flow matching' },
  { value: 'coupling', label: 'coupling', title: 'Affine coupling layers, with an exact density, trained in minutes' },
  { value: 'gaussian', label: 'Gaussian', title: 'A normal distribution with full covariance, computed at once' },
]
const shared = ['epochs', 'batchSize', 'learningRate', 'averaging', 'earlyStopEpochs', 'seed'] as const
/** The settings of a prior that a form offers. */
export const settingsOfPrior = {
  flow: [...shared, 'encoderFilters', 'blocks', 'embedding', 'conditions'],
  coupling: [...shared, 'blocks', 'denseWidth'],
  gaussian: [],
} as const satisfies Record<PriorKind, readonly SettingName[]>
