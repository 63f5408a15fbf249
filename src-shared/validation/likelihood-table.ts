import { counted } from '../text/counted.ts'
import { formatCount, formatFixed } from '../text/format.ts'
import { likelihoodDifference, type Likelihood, type Measured } from './likelihood.ts'

/** A likelihood with the name of its model. */
export interface NamedLikelihood {
  name: string
  likelihood: Likelihood
}

/** A model's likelihood in words, beside those of others. */
export interface LikelihoodRow {
  name: string
  nats: string
  /** '' for latents. */
  bitsPerPixel: string
  /** How much larger ln p is than that of each model above it; '' where they can't be compared. */
  over: string[]
}

/** Models in rows, the differences patch by patch from those above in the last columns. */
export interface LikelihoodTable {
  /** What `nats` are per. */
  per: 'patch' | 'vector of latents' | 'patch or vector of latents'
  /** Whether a model has bits per pixel. */
  hasBits: boolean
  /** Names of the models that others are compared with. */
  over: string[]
  rows: LikelihoodRow[]
}

/** The name of what a likelihood is under. */
export const priorName = ({ prior }: Pick<Likelihood, 'prior'>) => prior ?? 'N(0, 1)'

/** Likelihoods side by side, each but once: priors of a run and checkpoint share N(0, 1). */
export function likelihoodTable(all: readonly NamedLikelihood[]): LikelihoodTable {
  const models = all.filter(
    (one, i) => !all.slice(0, i).some((other) => other.name === one.name && isSame(other.likelihood, one.likelihood)),
  )
  const spaces = new Set(models.map(({ likelihood }) => likelihood.space))
  const per = spaces.size > 1 ? 'patch or vector of latents' : spaces.has('patches') ? 'patch' : 'vector of latents'
  return {
    per,
    hasBits: spaces.has('patches'),
    over: models.slice(0, -1).map(({ name }) => name),
    rows: models.map(({ name, likelihood }, row) => ({
      name,
      nats: measuredText(likelihood.nats),
      bitsPerPixel: likelihood.bitsPerPixel ? measuredText(likelihood.bitsPerPixel) : '',
      over: models.slice(0, -1).map((other, column) => {
        const difference = column < row ? likelihoodDifference(likelihood, other.likelihood) : null
        return difference === null ? '' : measuredText(difference, { sign: true })
      }),
    })),
  }
}

const isSame = (one: Likelihood, other: Likelihood) =>
  one.subject === other.subject && one.nats.mean === other.nats.mean && one.densities.length === other.densities.length

/** A mean with its error, to the two digits that the error has: −12.34 ± 0.56; two decimals without an error. */
export function measuredText({ mean, error }: Measured, { sign = false } = {}): string {
  const decimals = error ? Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(error)))) : 2
  const text = `${sign && mean > 0 ? '+' : ''}${formatFixed(mean, decimals)}`
  return error === null ? text : `${text} ± ${formatFixed(error, decimals)}`
}

/** Of what likelihoods are, and how a flow's was computed: a sentence or two. */
export function likelihoodWords(likelihoods: readonly Likelihood[]): string {
  const [{ space, densities, values, leftOut }] = likelihoods
  const some = `${counted(densities.length, 'patch', 'patches')}${leftOut > 0 ? ` (${leftOut} with missing pixels left out)` : ''}`
  const of =
    space === 'patches'
      ? `${some}: ${formatCount(values)} standardised values each`
      : `${some}: one sample of each posterior, ${counted(values, 'latent')}, the same for every prior`
  const how = likelihoods.flatMap(({ solved }) =>
    solved
      ? `Flows: ${solverWords[solved.solver] ?? solved.solver}, ${counted(solved.solverSteps, 'step')}, ${counted(solved.probes, 'probe')} of the divergence.`
      : [],
  )
  return [`Of ${of}.`, ...new Set(how)].join(' ')
}

const solverWords: Readonly<Record<string, string>> = {
  'two-step': 'two-step midpoint method',
  midpoint: 'midpoint method',
  heun: 'Heun’s method',
}
