import { basename, join } from 'node:path'
import type { Comparison } from '../../../src-shared/validation/results.ts'
import { writeRecord } from '../host/record-file.ts'
import { writeFigures } from '../exports/write-figures.ts'
import { writtenFile, type WrittenFile } from '../host/written-file.ts'

/**
 * Writes two sets' comparison: figures with their numbers, and all of it as comparison.json.
 * @param first name of the file of the first set, and `second` of the other
 */
export async function writeComparison(
  comparison: Comparison,
  { first, second, out, signal }: { first: string; second: string; out: string; signal?: AbortSignal },
): Promise<WrittenFile[]> {
  const names = [first, second].map((file) => basename(file))
  const [a, b] = names[0] === names[1] ? [first, second] : names
  // Figures load ECharts and PDFKit, half a second of work that only those who draw them should wait for.
  const { comparisonFigures } = await import('../../figures/comparison.ts')
  const files = await writeFigures(comparisonFigures(comparison, [a, b]), { out, signal })
  const record = join(out, 'comparison.json')
  await writeRecord(record, { format: 'cirrus-comparison-1', files: [first, second], ...comparison })
  return [...files, await writtenFile(record)]
}
