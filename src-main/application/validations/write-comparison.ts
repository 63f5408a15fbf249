import { basename, join } from 'node:path'
import type { Comparison } from '../../../src-shared/validation/results.ts'
import { writeRecord } from '../host/record-file.ts'
import { writeFigures } from '../exports/write-figures.ts'
import { writtenFile, type WrittenFile } from '../host/written-file.ts'

/**
 * Writes the comparison of two sets: figures with their numbers, and everything in comparison.json.
 * @param first file name of the first set; `second` that of the other
 */
export async function writeComparison(
  comparison: Comparison,
  { first, second, out, signal }: { first: string; second: string; out: string; signal?: AbortSignal },
): Promise<WrittenFile[]> {
  const names = [first, second].map((file) => basename(file))
  const [a, b] = names[0] === names[1] ? [first, second] : names
  // Figures load ECharts and PDFKit, which takes half a second that only callers who draw them should pay for.
  const { comparisonFigures } = await import('../../figures/comparison.ts')
  const files = await writeFigures(comparisonFigures(comparison, [a, b]), { out, signal })
  const record = join(out, 'comparison.json')
  await writeRecord(record, { format: 'cirrus-comparison-1', files: [first, second], ...comparison })
  return [...files, await writtenFile(record)]
}
