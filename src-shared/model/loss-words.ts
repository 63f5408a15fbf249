import type { ArchitectureName } from './configuration.ts'

/** The name of a loss's column, objective or field, which said `NegativeElbo` before there were flows. */
export const currentName = (name: string) => name.replace('NegativeElbo', 'Loss')

/** What a model's loss is. */
export const lossName = (architecture: ArchitectureName) =>
  architecture === 'flow' ? 'velocity error' : 'negative ELBO'

/** The names of some models' losses, each once; losses of several names can't be compared. */
export const lossNamesOf = (architectures: readonly ArchitectureName[]) => [...new Set(architectures.map(lossName))]

/**
 * A loss in a terminal or a log, with five digits: the negative ELBO of a patch is some thousand nats, the error of a
 * velocity below 2.
 */
export const lossText = (loss: number) => (Math.abs(loss) < 1e5 ? loss.toPrecision(5) : loss.toFixed(0))
