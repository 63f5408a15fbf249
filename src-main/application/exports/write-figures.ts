import { join } from 'node:path'
import { writeFileAtomically } from '../../files/atomic.ts'
import { writeCsv } from '../../files/csv.ts'
import { tablesOf, type Figure } from '../../figures/figure.ts'
import { renderFigures } from '../../figures/render-figures.ts'
import { writtenFile, type WrittenFile } from '../host/written-file.ts'

export interface FiguresOrder {
  out: string
  /** Prefix of the file names, to put a second validation's figures beside the first one's. */
  prefix?: string
  signal?: AbortSignal
  onFigure?(done: number, count: number): void
}

/** Writes figures for print, each as SVG, PDF and PNG (300 dpi), and their numbers as CSV. */
export async function writeFigures(
  figures: readonly Figure[],
  { out, prefix = '', signal, onFigure }: FiguresOrder,
): Promise<WrittenFile[]> {
  const files: WrittenFile[] = []
  let done = 0
  for await (const { pdf, png } of renderFigures(figures, { signal })) {
    const figure = figures[done]
    const path = (name: string) => join(out, prefix + name)
    const drawings = [
      [`${figure.name}.svg`, `<?xml version="1.0" encoding="UTF-8"?>\n${figure.svg}\n`],
      [`${figure.name}.pdf`, pdf],
      [`${figure.name}.png`, png],
    ] as const
    const tables = tablesOf(figure).map(([name, table]) => [`${name}.csv`, table] as const)
    for (const [name, content] of drawings) await writeFileAtomically(path(name), content)
    for (const [name, table] of tables) await writeCsv(path(name), table)
    for (const [name] of [...drawings, ...tables]) files.push(await writtenFile(path(name)))
    done++
    onFigure?.(done, figures.length)
  }
  return files
}
