import type { Command } from 'commander'
import { expect } from 'vitest'
import { commands } from '../../src-main/terminal/main.ts'
import { createOutput } from '../../src-main/terminal/output.ts'
import { createProgram } from '../../src-main/terminal/run.ts'

/** Splits a line like a POSIX shell, for the quoting of `shellWord`. */
export const words = (line: string): string[] =>
  [...line.matchAll(/(?:'[^']*'|\\'|[^\s'\\])+/g)].map(([word]) =>
    word.replace(/'([^']*)'|\\'/g, (whole, quoted) => (whole === "\\'" ? "'" : quoted)),
  )

/** The command of the terminal that a line names, and the words that are left for it. */
export function commandOf(line: string): { command: Command; rest: string[] } {
  const [name, ...rest] = words(line)
  expect(name).toBe('cirrus')
  const output = createOutput({ stdout: process.stdout, stderr: process.stderr })
  let command: Command = createProgram({ output, signal: new AbortController().signal }, commands, process)
  for (;;) {
    const next = command.commands.find((each) => each.name() === rest[0])
    if (!next) return { command, rest }
    command = next
    rest.shift()
  }
}

/** The arguments and options that the terminal parses from a line. */
export function parse(line: string) {
  const { command, rest } = commandOf(line)
  expect(command.commands).toEqual([])
  const { operands, unknown } = command.parseOptions(rest)
  expect(unknown).toEqual([])
  return { operands, options: command.opts() }
}
