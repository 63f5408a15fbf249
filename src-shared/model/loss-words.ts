import { isAutoencoder } from './autoencoder.ts'
import type { ArchitectureName } from './configuration.ts'

/** The name of a loss's column, objective or field, which said `NegativeElbo` before there were flows. */
export const currentName = (name: string) => name.replace('NegativeElbo', 'Loss')

/** What a model's loss is. */
export function lossName(architecture: ArchitectureName) {
  if (architecture === 'coupling') return 'negative log density'
  return isAutoencoder({ architecture }) ? 'negative ELBO' : 'velocity error'
}

/** The names of some models' losses, each once; losses of several names can't be compared. */
export const lossNamesOf = (architectures: readonly ArchitectureName[]) => [...new Set(architectures.map(lossName))]

/** The loss of some models in a table or on an axis: `−ELBO`, `velocity error`, or `loss` if it isn't the same for all. */
export function lossLabel(architectures: readonly ArchitectureName[]): string {
  const [name = 'negative ELBO', other] = lossNamesOf(architectures)
  if (other !== undefined) return 'loss'
  return name === 'negative ELBO' ? '−ELBO' : name
}

/** The unit of the loss of some models: a squared velocity of standardised patches has none. */
export const lossUnit = (architectures: readonly ArchitectureName[]) =>
  ['−ELBO', 'negative log density'].includes(lossLabel(architectures)) ? 'nat' : undefined

/**
 * A loss in a terminal or a log, with five digits: the negative ELBO of a patch is some thousand nats, the error of a
 * velocity below 2.
 */
export const lossText = (loss: number) => (Math.abs(loss) < 1e5 ? loss.toPrecision(5) : loss.toFixed(0))
