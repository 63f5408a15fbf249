import { Command } from 'commander'
import packageFacts from '../../package.json' with { type: 'json' }
import { asCirrusError } from '../application/host/user-errors.ts'
import { addCompareCommand } from './compare.ts'
import { addDatasetCommand } from './dataset.ts'
import { addDemoCommand } from './demo.ts'
import { describeOption } from './describe-option.ts'
import { addDoctorCommand } from './doctor.ts'
import { describeFailure, exitCodes } from './exit-code.ts'
import { addExportCommand } from './export.ts'
import { addInpaintCommand } from './inpaint.ts'
import { addInterpolateCommand } from './interpolate.ts'
import { addMapCommand } from './map.ts'
import { createOutput } from './output.ts'
import { addPatchCommand } from './patch.ts'
import { addReconstructCommand } from './reconstruct.ts'
import { addSampleCommand } from './sample.ts'
import { addServeCommand } from './serve.ts'
import { addSpectrumCommand } from './spectrum.ts'
import { addStudyCommand } from './study.ts'
import type { Terminal } from './terminal.ts'
import { addTrainCommand } from './train.ts'

/**
 * The terminal door: parses a command line, runs the command, and says how it ended.
 * @returns the exit code (cli.md)
 */
export async function main(
  words: readonly string[],
  streams = { stdout: process.stdout as NodeJS.WritableStream, stderr: process.stderr as NodeJS.WritableStream },
): Promise<number> {
  const output = createOutput(streams)
  const abort = new AbortController()
  let interrupts = 0
  const interrupt = () => {
    if (++interrupts > 1) process.exit(exitCodes.interrupted)
    output.note('stopping; once more ends at once')
    abort.abort()
  }
  process.on('SIGINT', interrupt)
  process.on('SIGTERM', interrupt)
  try {
    await createProgram({ output, signal: abort.signal }, streams).parseAsync([...words], { from: 'user' })
    return abort.signal.aborted ? exitCodes.interrupted : exitCodes.done
  } catch (error) {
    const { code, message } = describeFailure(asCirrusError(error))
    if (message) output.note(`cirrus: ${message}`)
    return code
  } finally {
    process.off('SIGINT', interrupt)
    process.off('SIGTERM', interrupt)
  }
}

/** All commands; `exitOverride` makes commander throw where it would end the process. */
export function createProgram(
  terminal: Terminal,
  streams: { stdout: NodeJS.WritableStream; stderr: NodeJS.WritableStream },
) {
  const program = new Command('cirrus')
    .description(packageFacts.description)
    .version(packageFacts.version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => streams.stdout.write(text), writeErr: (text) => streams.stderr.write(text) })
    .configureHelp({ showGlobalOptions: true, optionDescription: describeOption })
    .showHelpAfterError('(cirrus --help lists the commands)')
  for (const add of [
    addDoctorCommand,
    addMapCommand,
    addPatchCommand,
    addDatasetCommand,
    addTrainCommand,
    addStudyCommand,
    addReconstructCommand,
    addInterpolateCommand,
    addSampleCommand,
    addInpaintCommand,
    addExportCommand,
    addSpectrumCommand,
    addCompareCommand,
    addServeCommand,
    addDemoCommand,
  ]) {
    add(program, terminal)
  }
  return program
}
