import type { Command } from 'commander'
import { lossText } from '../../src-shared/model/loss-words.ts'
import type { PriorStanding } from '../../src-preload/contract/priors.ts'
import { listPriors } from '../application/priors/prior-standing.ts'
import type { Terminal } from './terminal.ts'

/** `cirrus prior list RUN`: the priors of a run, a row each. */
export function addPriorListCommand(prior: Command, { output }: Terminal) {
  prior
    .command('list')
    .argument('<run>', 'folder of a run')
    .description('list the priors of a run: how far each is trained, and which checkpoint of the run it fits')
    .option('--json', 'one JSON object on stdout')
    .action(async (run: string, options: { json?: boolean }) => {
      const priors = await listPriors(run)
      if (options.json) return output.json({ priors })
      if (priors.length === 0) return output.line(`no priors yet; cirrus prior train ${run} makes one`)
      output.table([
        ['name', 'kind', 'state', 'epochs', 'loss', 'latents of'],
        ...priors.map((one) => [one.name, one.kind, one.state, epochsOf(one), lossOf(one), latentsOf(one)]),
      ])
      for (const { name, failure } of priors) if (failure) output.note(`${name}: ${failure.message}`)
    })
}

const epochsOf = ({ config, epoch }: PriorStanding) => (config ? `${epoch}/${config.epochs}` : '')

const lossOf = ({ bestEpoch, bestValidationLoss: best }: PriorStanding) =>
  best === null ? '' : `${lossText(best)} at ${bestEpoch}`

/** `epoch 12 (best, last)`, or that it fits no more. */
function latentsOf({ latents, checkpoint, fits }: PriorStanding): string {
  if (!latents) return `not encoded yet (${checkpoint})`
  const where = fits.length > 0 ? fits.join(', ') : 'no checkpoint of the run any more: train the prior again'
  return `epoch ${latents.epoch} (${where})`
}
