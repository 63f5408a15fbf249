import { likelihoodTable, priorName, type LikelihoodTable } from '../../src-shared/validation/likelihood-table.ts'
import type { RunLikelihoods } from '../application/validations/run-likelihoods.ts'

/** The likelihoods of a run, of what they are, and how they were computed: rows of a table in the terminal. */
export function likelihoodRows({ likelihoods, ...found }: RunLikelihoods): string[][] {
  const [{ space }] = likelihoods
  const isOfPatches = space === 'patches'
  const table = likelihoodTable(
    likelihoods.map((likelihood) => ({ name: isOfPatches ? 'flow' : priorName(likelihood), likelihood })),
  )
  const [{ nats, bitsPerPixel }] = table.rows
  return [
    ...(isOfPatches
      ? [
          ['log density', `${nats} nats per ${table.per}`],
          ['', `${bitsPerPixel} bits per pixel (less is better)`],
        ]
      : [...modelRows('prior', table), []]),
    ...factRows({ likelihoods, ...found }),
  ]
}

/** Several runs in one table, with differences patch by patch where they are of the same patches or latents. */
export function likelihoodsOfRuns(runs: readonly { name: string; found: RunLikelihoods }[]): string[][] {
  const models = runs.flatMap(({ name, found }) =>
    found.likelihoods.map((likelihood) => ({
      name: likelihood.space === 'patches' ? name : `${name}: ${priorName(likelihood)}`,
      likelihood,
    })),
  )
  return [
    ...modelRows('model', likelihoodTable(models)),
    ...runs.flatMap(({ name, found }) => [[], [name], ...factRows(found)]),
  ]
}

/** Models in rows. @param head of the column with their names */
export const modelRows = (head: string, { per, hasBits, over, rows }: LikelihoodTable): string[][] => [
  [head, `nats per ${per}`, ...(hasBits ? ['bits per pixel'] : []), ...over.map((name) => `over ${name}`)],
  ...rows.map((row) => [row.name, row.nats, ...(hasBits ? [row.bitsPerPixel] : []), ...row.over]),
]

function factRows({ epoch, split, likelihoods }: RunLikelihoods): string[][] {
  const [{ space, values, densities, leftOut }] = likelihoods
  const solved = likelihoods.flatMap((one) => one.solved ?? [])
  const seconds = likelihoods.reduce((sum, one) => sum + one.seconds, 0)
  return [
    ['of', space === 'patches' ? `standardised patches of ${values} values` : `${values} latents`],
    ['patches', `${densities.length} of ${split}`],
    ...(leftOut > 0 ? [['left out', `${leftOut} with missing pixels`]] : []),
    ['epoch', String(epoch)],
    ...solved
      .slice(0, 1)
      .map(({ solver, solverSteps, probes }) => ['solver', `${solver}, ${solverSteps} steps; probes: ${probes}`]),
    ['seconds', seconds.toFixed(1)],
  ]
}
