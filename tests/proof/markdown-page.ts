import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './cirrus.ts'

/** Rows as a Markdown table, the first one its head. */
export const markdownTable = ([head, ...body]: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/** Replaces what a page of docs/ holds between its marks for figures. */
export async function fillPage(page: string, figures: string): Promise<void> {
  const path = join(root, 'docs', page)
  const text = await readFile(path, 'utf8')
  const marks = /(<!-- figures: .*? -->\n)[\s\S]*?(<!-- end of figures -->)/
  await writeFile(
    path,
    text.replace(marks, (_, begin: string, end: string) => `${begin}\n${figures}\n\n${end}`),
  )
}
