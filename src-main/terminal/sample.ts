import type { Command } from 'commander'
import { withEngine } from '../application/host/engine.ts'
import { drawSamples } from '../application/samples/draw-samples.ts'
import { planSamples } from '../application/samples/plan-samples.ts'
import { writeDecodedPictures } from '../application/validations/decoded-pictures.ts'
import { checkpointSchema, type CheckpointChoice } from '../../src-preload/contract/runs.ts'
import { sampleFormatSchema, type SampleFormat } from '../../src-preload/contract/samples.ts'
import { solverSchema, type SolverName } from '../../src-preload/contract/solver.ts'
import { addDeviceOption, deviceOptionsOf } from './device-option.ts'
import { UsageError } from './exit-code.ts'
import type { Terminal } from './terminal.ts'
import { choiceOption, listOption, numberOption, repeated } from './option-values.ts'
import { givenOf, placesOf, type GivenOptions, type PlaceOptions } from './sample-options.ts'

/** `cirrus sample RUN --count N --out DIR`: decodes samples from the prior. */
export function addSampleCommand(program: Command, { output, signal }: Terminal) {
  addDeviceOption(program.command('sample'))
    .argument('<run>', 'folder of a run')
    .requiredOption('--out <folder>', 'output folder; nothing in it is overwritten')
    .description(
      'samples from the prior, decoded, or from a flow: .npy, their table, a gallery, and an animation; FITS',
    )
    .option(
      '--count <number>',
      'number of samples; default: as many as positions',
      numberOption('--count', { min: 1, max: 100_000, integer: true }),
    )
    .option('--checkpoint <which>', 'best or last', choiceOption('--checkpoint', checkpointSchema.options), 'best')
    .option('--prior <name>', 'a prior of the run, trained by cirrus prior train; default: N(0, 1)')
    .option(
      '--solver <name>',
      'two-step, midpoint or heun, for a flow; default: two-step',
      choiceOption('--solver', solverSchema.options),
    )
    .option(
      '--solver-steps <number>',
      'steps of the solver, for a flow; default: 12',
      numberOption('--solver-steps', { min: 1, max: 10_000, integer: true }),
    )
    .option(
      '--seed <number>',
      'seed of the samples: sample n of a seed is the same however many are drawn',
      numberOption('--seed', { min: 0, integer: true }),
      0,
    )
    .option(
      '--unit <unit>',
      'map: also in the unit of the map, with means and standard deviations of training patches, or those given',
      choiceOption('--unit', ['standard', 'map']),
      'standard',
    )
    .option('--mean <number>', 'mean of each sample as in patches.csv, of scaled values', numberOption('--mean'))
    .option('--std <number>', 'standard deviation of each sample, of the same', numberOption('--std'))
    .option(
      '--condition <name=value>',
      'a condition of the run, for all samples; the others are those of training patches; may be repeated',
      repeated,
      [] as string[],
    )
    .option(
      '--at <lon,lat>',
      'a position in Galactic degrees, for FITS and the table; may be repeated: samples take them in turns',
      repeated,
      [] as string[],
    )
    .option(
      '--positions <file>',
      'positions in a .csv with lon, lat (and rotation; and mean, std, conditions), or a split: those of its patches',
    )
    .option(
      '--format <list>',
      'npy: arrays of all; fits: also a file for each sample, with full WCS',
      listOption('--format', sampleFormatSchema.options),
      ['npy'],
    )
    .option('--json', 'one JSON object on stdout')
    .action(async (run: string, options: SampleOptions) => {
      const { out, count, seed, checkpoint, prior, solver, solverSteps, unit, format: formats } = options
      const places = placesOf(options)
      if (count === undefined && places === null)
        throw new UsageError('--count says how many samples to draw; or give positions')
      const request = { run, count, seed, prior, unit, formats, given: givenOf(options), places }
      const order = { ...request, checkpoint, solver, solverSteps, folder: out, signal }
      const plan = await planSamples(request)
      const { record, files } = await withEngine(deviceOptionsOf(options), (engine) =>
        drawSamples(engine, { ...order, onProgress: (fraction, note) => output.progress(fraction, note) }, plan),
      )
      const pictures = await writeDecodedPictures(out, { kind: 'samples', count: record.result.count, seed }, signal)
      const all = [...pictures, ...files.filter(({ path }) => pictures.every((one) => one.path !== path))]
      if (options.json) return output.json({ ...record, files: all })
      output.table([
        ['wrote', out],
        ['samples', String(record.result.count)],
        ['epoch', String(record.result.epoch)],
        ...all.filter(({ name }) => !name.endsWith('.fits')).map(({ name }) => ['', name] satisfies [string, string]),
        ...(formats.includes('fits')
          ? [['', `${record.result.count} x sample-NNNNN.fits`] satisfies [string, string]]
          : []),
      ])
    })
}

interface SampleOptions extends GivenOptions, PlaceOptions {
  device: string[]
  out: string
  count?: number
  seed: number
  prior?: string
  solver?: SolverName
  solverSteps?: number
  checkpoint: CheckpointChoice
  unit: 'standard' | 'map'
  format: SampleFormat[]
  json?: boolean
}
