import { fetchedBuild } from '../application/tensorflow/fetched-build.ts'
import { fetchBuild } from '../application/tensorflow/fetch-build.ts'
import { bestBuild, buildOf } from '../application/tensorflow/offer.ts'
import { tensorflowVersion, type Supply } from '../application/tensorflow/supply.ts'
import { tensorflowTitle, type TensorFlowFlavour } from '../../src-preload/contract/tensorflow.ts'
import { formatSeconds } from '../../src-shared/text/format.ts'
import type { Terminal } from './terminal.ts'

/**
 * `cirrus doctor --install`: fetches TensorFlow for a package that came without it.
 * @param flavour null for the best that is offered here
 * @throws CirrusError refused in a checkout and where nothing is offered; and as `fetchBuild`
 */
export async function installTensorFlow(
  { output, signal }: Terminal,
  supply: Supply,
  flavour: TensorFlowFlavour | null,
): Promise<void> {
  const build = flavour === null ? bestBuild(supply) : buildOf(supply, flavour)
  const title = tensorflowTitle(tensorflowVersion, build.flavour)
  if (fetchedBuild(supply) === build.flavour) return output.note(`${title} is there already.`)
  await fetchBuild(supply, build, {
    signal,
    onProgress: (fraction, words, left) =>
      output.progress(fraction, left === null ? words : `${words}, ${formatSeconds(left)} left`),
  }).catch((error) => {
    if (signal.aborted) output.note('What was downloaded is kept; the same command continues it.')
    throw error
  })
  output.note(`${title} is ready.`)
}
