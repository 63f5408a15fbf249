import { basename, join } from 'node:path'
import type { ChannelComparison, Comparison } from '../../../src-shared/validation/results.ts'
import { writeRecord } from '../host/record-file.ts'
import { writeFigures } from '../exports/write-figures.ts'
import { writtenFile, type WrittenFile } from '../host/written-file.ts'

/**
 * Writes the comparison of two sets: figures with their numbers, and everything in comparison.json. Of several channels,
 * the names of a channel's figures begin with it (q-spectra.svg), and modes.svg and polarisation.svg have those of all.
 * @param first file name of the first set; `second` that of the other
 */
export async function writeComparison(
  comparison: Comparison | ChannelComparison,
  { first, second, out, signal }: { first: string; second: string; out: string; signal?: AbortSignal },
): Promise<WrittenFile[]> {
  const short = [first, second].map((file) => basename(file))
  const names: [string, string] = short[0] === short[1] ? [first, second] : [short[0], short[1]]
  // Figures load ECharts and PDFKit, which takes half a second that only callers who draw them should pay for.
  const { comparisonFigures } = await import('../../figures/comparison.ts')
  const files: WrittenFile[] = []
  if ('channels' in comparison) {
    const { comparedModesFigure } = await import('../../figures/compared-modes.ts')
    for (const [channel, one] of Object.entries(comparison.channels)) {
      const prefix = `${channel.toLowerCase()}-`
      files.push(...(await writeFigures(comparisonFigures(one, names, channel), { out, prefix, signal })))
    }
    const { comparedPolarisationFigure } = await import('../../figures/compared-polarisation.ts')
    const ofAll = [comparedModesFigure(comparison, names), comparedPolarisationFigure(comparison, names)]
    files.push(...(await writeFigures(ofAll, { out, signal })))
  } else files.push(...(await writeFigures(comparisonFigures(comparison, names), { out, signal })))
  const record = join(out, 'comparison.json')
  await writeRecord(record, { format: 'cirrus-comparison-1', files: [first, second], ...comparison })
  return [...files, await writtenFile(record)]
}
