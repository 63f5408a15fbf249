import { likelihoodTable, priorName } from '../../src-shared/validation/likelihood-table.ts'
import type { RunLikelihoods } from '../application/validations/run-likelihoods.ts'

/** The likelihoods of a run, of what they are, and how they were computed: rows of a table in the terminal. */
export function likelihoodRows({ epoch, split, likelihoods }: RunLikelihoods): string[][] {
  const [{ space, values, densities, leftOut }] = likelihoods
  const isOfPatches = space === 'patches'
  const { per, over, rows } = likelihoodTable(
    likelihoods.map((likelihood) => ({ name: isOfPatches ? 'flow' : priorName(likelihood), likelihood })),
  )
  const [first] = rows
  const solved = likelihoods.flatMap((one) => one.solved ?? [])
  const seconds = likelihoods.reduce((sum, one) => sum + one.seconds, 0)
  return [
    ...(isOfPatches
      ? [
          ['log density', `${first.nats} nats per ${per}`],
          ['', `${first.bitsPerPixel} bits per pixel (less is better)`],
        ]
      : [
          ['prior', `nats per ${per}`, ...over.map((name) => `over ${name}`)],
          ...rows.map(({ name, nats, over }) => [name, nats, ...over]),
          [],
        ]),
    ['of', isOfPatches ? `standardised patches of ${values} values` : `${values} latents`],
    ['patches', `${densities.length} of ${split}`],
    ...(leftOut > 0 ? [['left out', `${leftOut} with missing pixels`]] : []),
    ['epoch', String(epoch)],
    ...solved
      .slice(0, 1)
      .map(({ solver, solverSteps, probes }) => ['solver', `${solver}, ${solverSteps} steps; probes: ${probes}`]),
    ['seconds', seconds.toFixed(1)],
  ]
}
