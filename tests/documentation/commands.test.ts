import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { expect, it } from 'vitest'
import { commands } from '../../src-main/terminal/main.ts'
import { createOutput } from '../../src-main/terminal/output.ts'
import { createProgram } from '../../src-main/terminal/run.ts'
import { words } from '../contract/parse-line.ts'

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
  const output = createOutput({ stdout: process.stdout, stderr: process.stderr })
  const program = createProgram({ output, signal: new AbortController().signal }, commands, process)
  for (const line of commandsOf(page)) {
    const rest = words(line).slice(1)
    let command: Command = program
    for (let next: Command | undefined = program; next && command.commands.length > 0;) {
      next = command.commands.find((each) => each.name() === rest[0])
      if (next) [command] = [next, rest.shift()]
    }
    const known = [...program.options, ...command.options].flatMap(({ long, short }) => [long, short])
    expect(command === program ? rest.filter((word) => !word.startsWith('-')) : [], line).toEqual([])
    for (const word of rest.filter((one) => /^--?[a-z]/i.test(one)))
      expect([...known, '--help', '-h'], `${line}: ${word}`).toContain(word.replace(/=.*/, ''))
  }
})
