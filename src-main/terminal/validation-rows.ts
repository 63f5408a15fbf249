import type { ClassifierTest } from '../../src-shared/validation/classifier-test.ts'
import type { Likelihood } from '../../src-shared/validation/likelihood.ts'
import { likelihoodTable, priorName } from '../../src-shared/validation/likelihood-table.ts'
import { firstBandOf, reachText } from '../../src-shared/validation/reach.ts'
import { modeKinds } from '../../src-shared/validation/modes.ts'
import type { PairResults, PolarisedResults, QuartileBands, Quartiles } from '../../src-shared/validation/results.ts'
import type { SampleStatistics } from '../../src-shared/validation/sample-statistics.ts'
import { summariseSamples } from '../../src-shared/validation/sample-summary.ts'
import type { ValidationRecord } from '../application/validations/validation-folder.ts'

/** The summary of a validation in the terminal, a name and a text in each row. */
export function validationRows({
  patches,
  config,
  epoch,
  results,
}: Pick<ValidationRecord, 'patches' | 'config' | 'epoch' | 'results'>): [string, string][] {
  const { reconstruction, linear } = results.standard.pairs
  const reach = (pair: PairResults | undefined) =>
    pair ? reachText(pair.halfPower, firstBandOf(results.standard.ell, pair.ratio.median)) : 'none'
  return [
    ['patches', `${patches.length} of ${config.split}`],
    ['epoch', String(epoch)],
    ['mean squared error', `${number(reconstruction?.meanSquaredError)}   linear ${number(linear?.meanSquaredError)}`],
    ['half the power kept up to l', `${reach(reconstruction)}   linear ${reach(linear)}`],
    ['multipole limit of this many latents', results.latentCeiling.toFixed(0)],
    ...worstRow(results.samples),
    ['active latents', `${results.latents.active} of ${results.latents.count}`],
    ...modeRows(results.polarised),
    ...classifierRows(results.classifier),
    ...densityRows(results.likelihoods),
    ['seconds of validation', results.seconds.toFixed(1)],
  ]
}

/**
 * Power of E and B modes in the lowest band, of patches and of their reconstructions; and above it the ratio of EE to BB
 * and the correlation of T and E, of prior samples too.
 */
const modeRows = (polarised: PolarisedResults | null): [string, string][] =>
  polarised === null
    ? []
    : [
        ...(['ee', 'bb'] as const).map((modes): [string, string] => [
          `${modes.toUpperCase()} at l ${polarised.ell[0].toFixed(0)}, median`,
          `${power(polarised.original[modes])}   reconstructions ${power(polarised.reconstruction[modes])}`,
        ]),
        ...(['ratio', 'correlation'] as const).flatMap((name): [string, string][] => {
          const { original, reconstruction, sample } = polarised
          if (!original.overall?.[name]) return []
          const texts = [original, reconstruction, sample].map(({ overall }) => middle(overall?.[name]))
          const [own, decoded, drawn] = texts
          return [[`${modeKinds[name].label}, median`, `${own}   reconstructions ${decoded}   prior samples ${drawn}`]]
        }),
      ]

const middle = (quartiles: Quartiles | undefined) => quartiles?.median?.toPrecision(3) ?? 'none'

/** The median in the lowest band. */
const power = ({ median }: QuartileBands) => median[0]?.toPrecision(3) ?? 'none'

/** How often a classifier is right. */
const classifierRows = (test: ClassifierTest | null): [string, string][] =>
  test === null
    ? []
    : [
        [
          'samples told from patches',
          `${percent(test.accuracy)} % (${percent(test.low)} to ${percent(test.high)}), 50 % is perfect`,
        ],
      ]
const percent = (share: number) => (100 * share).toFixed(1)

/** ln p of the latents under each prior, and what the last gains over N(0, 1). */
function densityRows(likelihoods: readonly Likelihood[]): [string, string][] {
  const { per, rows } = likelihoodTable(likelihoods.map((likelihood) => ({ name: priorName(likelihood), likelihood })))
  return rows.map(({ name, nats, over }) => [
    `ln p under ${name}`,
    `${nats} nats per ${per}${over[0] ? `, ${over[0]} over N(0, 1)` : ''}`,
  ])
}

/** The statistic that tells prior samples best from the sky, and its distance over the floor. */
function worstRow(samples: SampleStatistics | null): [string, string][] {
  const [worst] = samples === null ? [] : summariseSamples([samples]).rows
  const ratio = worst?.cells[0].ratio ?? null
  return ratio === null
    ? []
    : [['prior samples, the worst statistic', `${worst.label}: ${ratio.toFixed(1)} x its floor`]]
}

const number = (value: number | undefined) => (value === undefined ? 'none' : value.toFixed(4))
