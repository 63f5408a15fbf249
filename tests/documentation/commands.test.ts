import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { commandOf } from '../contract/parse-line.ts'

const root = join(import.meta.dirname, '..', '..')
const pages = ['README.md', ...globSync('docs/*.md', { cwd: root }).toSorted()]

/** The commands of a page, in its text and in its blocks of code, where a line may go on after a backslash. */
function commandsOf(page: string): string[] {
  const text = readFileSync(join(root, page), 'utf8').replace(/\\\n/g, ' ')
  const blocks = text.match(/^```[^]*?^```/gm) ?? []
  const inBlocks = blocks.flatMap((block) => block.match(/^(\$ )?cirrus .*/gm) ?? [])
  const inText = [...text.replace(/^```[^]*?^```/gm, '').matchAll(/`(cirrus [^`]+)`/g)].map(([, command]) => command)
  return [...inBlocks.map((line) => line.replace(/^\$ |\s+#.*$/g, '')), ...inText]
}

it.each(pages.filter((page) => commandsOf(page).length > 0))('%s names commands and options that there are', (page) => {
  for (const line of commandsOf(page)) {
    const { command, rest } = commandOf(line)
    const isGroup = command.commands.length > 0
    expect(isGroup ? rest.filter((word) => !word.startsWith('-')) : [], line).toEqual([])
    const known = [command, ...(command.parent ? [command.parent] : [])].flatMap(({ options }) =>
      options.flatMap(({ long, short }) => [long, short]),
    )
    for (const word of rest.filter((one) => /^--?[a-z]/i.test(one)))
      expect([...known, '--help', '-h'], `${line}: ${word}`).toContain(word.replace(/=.*/, ''))
  }
})
