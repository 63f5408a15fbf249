import type { Likelihood } from '../../../src-shared/validation/likelihood.ts'
import { writeCsv } from '../../files/csv.ts'

/**
 * Writes a table with ln p of each patch in nats: `logDensity` of a flow or of N(0, 1), and a column for each prior, named
 * after it.
 */
export async function writeDensities(file: string, likelihoods: readonly Likelihood[]): Promise<void> {
  const [{ densities }] = likelihoods
  await writeCsv(file, {
    columns: ['index', ...likelihoods.map(({ prior }) => (prior === null ? 'logDensity' : `logDensity ${prior}`))],
    rows: densities.map(({ index }, i) => [index, ...likelihoods.map((one) => one.densities[i].logDensity)]),
  })
}
