import { join } from 'node:path'
import { writeFileAtomically } from '../../files/atomic.ts'
import { writeCsv } from '../../files/csv.ts'
import type { Figure } from '../../figures/figure.ts'
import { renderFigures } from '../../figures/render-figures.ts'
import { writtenFile, type WrittenFile } from './written-file.ts'

export interface FiguresOrder {
  out: string
  /** Before the names of the files: of a second one's figures beside the first one's. */
  prefix?: string
  signal?: AbortSignal
  onFigure?(done: number, count: number): void
}

/** Writes figures for print, each as SVG, PDF, PNG (300 dpi), and its numbers as CSV. */
export async function writeFigures(
  figures: readonly Figure[],
  { out, prefix = '', signal, onFigure }: FiguresOrder,
): Promise<WrittenFile[]> {
  const files: WrittenFile[] = []
  let done = 0
  for await (const { pdf, png } of renderFigures(figures, { signal })) {
    const { name, svg, numbers } = figures[done]
    const path = (ending: string) => join(out, `${prefix}${name}.${ending}`)
    await writeFileAtomically(path('svg'), `<?xml version="1.0" encoding="UTF-8"?>\n${svg}\n`)
    await writeFileAtomically(path('pdf'), pdf)
    await writeFileAtomically(path('png'), png)
    await writeCsv(path('csv'), numbers)
    for (const ending of ['svg', 'pdf', 'png', 'csv']) files.push(await writtenFile(path(ending)))
    done++
    onFigure?.(done, figures.length)
  }
  return files
}
