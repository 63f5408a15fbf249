import { Command } from 'commander'
import packageFacts from '../../package.json' with { type: 'json' }
import { asCirrusError } from '../application/host/user-errors.ts'
import { describeOption } from './describe-option.ts'
import { describeFailure, exitCodes } from './exit-code.ts'
import { createOutput } from './output.ts'
import type { Terminal } from './terminal.ts'

/** Destinations of results and notes. */
export interface Streams {
  stdout: NodeJS.WritableStream
  stderr: NodeJS.WritableStream
}
/** Adds a command to the program. */
export type AddCommand = (program: Command, terminal: Terminal) => unknown

/**
 * Parses a command line, runs the command, and reports how it ended.
 * @param signals stops the command: the first lets it end cleanly, the second kills the process at once
 * @returns the exit code (cli.md)
 */
export async function run(
  words: readonly string[],
  commands: readonly AddCommand[],
  {
    streams = process,
    signals = ['SIGINT', 'SIGTERM'],
  }: { streams?: Streams; signals?: readonly NodeJS.Signals[] } = {},
): Promise<number> {
  const output = createOutput(streams)
  const abort = new AbortController()
  let interrupts = 0
  const interrupt = () => {
    if (++interrupts > 1) process.exit(exitCodes.interrupted)
    output.note('stopping; press Ctrl-C again to quit at once')
    abort.abort()
  }
  for (const signal of signals) process.on(signal, interrupt)
  try {
    const program = createProgram({ output, signal: abort.signal }, commands, streams)
    await program.parseAsync([...words], { from: 'user' })
    return abort.signal.aborted ? exitCodes.interrupted : exitCodes.done
  } catch (error) {
    const { code, message } = describeFailure(asCirrusError(error))
    if (message) output.note(`cirrus: ${message}`)
    return code
  } finally {
    for (const signal of signals) process.off(signal, interrupt)
  }
}

/** `cirrus` with these commands; `exitOverride` makes commander throw instead of ending the process. */
export function createProgram(terminal: Terminal, commands: readonly AddCommand[], streams: Streams) {
  const program = new Command('cirrus')
    .description(packageFacts.description)
    .version(packageFacts.version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => streams.stdout.write(text), writeErr: (text) => streams.stderr.write(text) })
    .configureHelp({ showGlobalOptions: true, optionDescription: describeOption })
    .showHelpAfterError('(cirrus --help lists the commands)')
  for (const add of commands) add(program, terminal)
  return program
}
