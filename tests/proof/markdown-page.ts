import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './cirrus.ts'

/** Rows as a Markdown table, the first one its head. */
export const markdownTable = ([head, ...body]: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/** Replaces what a page of docs/ holds between the marks for the figures of a program, `tests/proof/PROGRAM.ts`. */
export async function fillPage(page: string, program: string, figures: string): Promise<void> {
  const path = join(root, 'docs', page)
  const text = await readFile(path, 'utf8')
  const mark = `<!-- figures: written by tests/proof/${program}.ts -->\n`
  const begin = text.indexOf(mark)
  if (begin < 0) throw new Error(`${path} has no place for figures of ${program}.`)
  const end = text.indexOf('<!-- end of figures -->', begin)
  await writeFile(path, `${text.slice(0, begin)}${mark}\n${figures}\n\n${text.slice(end)}`)
}
