import type { KeptLikelihood, Run, Validation } from '../../../../src-preload/contract/index.ts'
import { likelihoodDifference } from '../../../../src-shared/validation/likelihood.ts'
import { measuredText } from '../../../../src-shared/validation/likelihood-table.ts'
import { newestFirst } from '../../../stores/newest-first.ts'
import { likelihoodSubject } from '../likelihood-subject.ts'
import type { Outcome } from './run-outcomes.ts'

/**
 * How well runs predict patches, as rows of the comparison: flows by their newest likelihood, of test patches if there is
 * one, and beside the first of them patch by patch; autoencoders by that of their latents in their newest validation.
 */
export function likelihoodOutcomes(
  runs: readonly Run[],
  kept: ReadonlyMap<string, readonly KeptLikelihood[]>,
  validations: readonly Validation[],
): Outcome[] {
  const ofFlow = new Map(
    runs.flatMap(({ id }) => {
      const all = kept.get(id) ?? []
      const chosen = all.find(({ choice }) => choice.split === 'test') ?? all.at(0)
      return chosen ? [[id, chosen] as const] : []
    }),
  )
  return [...flowOutcomes(ofFlow, runs), ...latentOutcomes(runs, validations)]
}

function flowOutcomes(ofFlow: ReadonlyMap<string, KeptLikelihood>, runs: readonly Run[]): Outcome[] {
  const [first] = ofFlow.values()
  if (!first) return []
  const all = [...ofFlow.values()]
  const areComparable = all.every(({ likelihood }) => likelihood.subject === first.likelihood.subject)
  const of = ({ id }: Run) => ofFlow.get(id)?.likelihood
  const bits = (run: Run) => of(run)?.bitsPerPixel ?? null
  const firstName = runs.find(({ id }) => id === first.runId)!.name
  const over = (run: Run) => {
    const one = of(run)
    const difference = one && run.id !== first.runId ? likelihoodDifference(one, first.likelihood) : null
    return difference ? measuredText(difference, { sign: true }) : '–'
  }
  return [
    {
      label: 'ln p',
      unit: 'nats per patch',
      text: (run) => (of(run) ? measuredText(of(run)!.nats) : '–'),
      ...(areComparable && { score: (run) => (of(run) ? -of(run)!.nats.mean : null) }),
    },
    {
      label: 'likelihood',
      unit: 'bits per pixel',
      text: (run) => (bits(run) ? measuredText(bits(run)!) : '–'),
      ...(areComparable && { score: (run) => bits(run)?.mean }),
    },
    ...(all.length > 1 ? [{ label: `ln p over ${firstName}`, unit: 'nats per patch', text: over }] : []),
    { label: 'likelihood of', text: ({ id }) => (ofFlow.has(id) ? likelihoodSubject(ofFlow.get(id)!) : '–') },
  ]
}

/** Latents of two runs are different numbers: none is marked as the best. */
function latentOutcomes(runs: readonly Run[], validations: readonly Validation[]): Outcome[] {
  const sorted = validations.toSorted(newestFirst(({ createdAt }) => createdAt))
  const ofRun = ({ id }: Run) => sorted.find(({ runId, summary }) => runId === id && summary?.logDensity)
  if (!runs.some(ofRun)) return []
  return [
    {
      label: 'ln p of latents',
      unit: 'nats',
      text: (run) => {
        const { summary, config } = ofRun(run) ?? {}
        return summary?.logDensity
          ? `${measuredText(summary.logDensity.nats)} under ${config!.prior ?? 'N(0, 1)'}`
          : '–'
      },
    },
  ]
}
