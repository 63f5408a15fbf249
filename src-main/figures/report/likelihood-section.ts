import { likelihoodTable, likelihoodWords, priorName } from '../../../src-shared/validation/likelihood-table.ts'
import { paragraph, tableOf } from './html.ts'
import { nameOf, type Reported } from './reported.ts'

/**
 * ln p of the latents under N(0, 1) and the prior, the priors of two validations side by side; '' if it wasn't computed
 * for any.
 */
export function likelihoodSection(all: readonly Reported[]): string {
  const isOfOneRun = new Set(all.map(({ validated }) => `${validated.run} ${validated.epoch}`)).size === 1
  const named = all.flatMap((reported) =>
    reported.validated.results.likelihoods.map((likelihood) => ({
      name: isOfOneRun ? priorName(likelihood) : `${reported.validated.run}: ${priorName(likelihood)}`,
      likelihood,
    })),
  )
  if (named.length === 0) return ''
  const { per, over, rows } = likelihoodTable(named)
  const without = all.filter(({ validated }) => validated.results.likelihoods.length === 0)
  return [
    tableOf({
      caption:
        `Mean natural logarithm of the density of the latents under each prior, in nats per ${per}, with its standard ` +
        'error from the scatter among patches; more is better. Over: the mean difference patch by patch, of which the ' +
        'error is smaller, for priors of the same latents.',
      head: ['prior', `ln p, nats per ${per}`, ...over.map((name) => `over ${name}, nats`)],
      rows: rows.map(({ name, nats, over }) => [name, nats, ...over]),
    }),
    // Two validations of one run mostly have the same to say.
    ...new Set(
      all
        .filter(({ validated }) => validated.results.likelihoods.length > 0)
        .map((each) => paragraph(wordsOf(each, !isOfOneRun))),
    ),
    ...without.map((each) => paragraph(`${nameOf(each)}: not computed.`)),
  ].join('\n')
}

const wordsOf = (reported: Reported, isNamed: boolean) =>
  `${isNamed ? `${nameOf(reported)}. ` : ''}${likelihoodWords(reported.validated.results.likelihoods)}`
