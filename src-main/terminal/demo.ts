import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import type { Command } from 'commander'
import { withEngine } from '../application/host/engine.ts'
import { runDemo, type DemoReport } from '../application/host/run-demo.ts'
import { addDeviceOption, deviceOptionsOf } from './device-option.ts'
import type { Terminal } from './terminal.ts'
import { numberOption } from './option-values.ts'

/** `cirrus demo`: the whole workflow on the demo map, without a window. */
export function addDemoCommand(program: Command, { output, signal }: Terminal) {
  addDeviceOption(program.command('demo'))
    .description('run the whole workflow on the demo map: dataset, training, inpainting, export')
    .option('--out <folder>', 'output folder; default: a new temporary folder')
    .option('--epochs <number>', 'epochs of training', numberOption('--epochs', { min: 1, integer: true }))
    .option('--json', 'one JSON object on stdout')
    .action(async (options: { device: string[]; out?: string; epochs?: number; json?: boolean }) => {
      const folder = resolve(options.out ?? (await mkdtemp(join(tmpdir(), 'cirrus-demo-'))))
      const began = performance.now()
      const report = await withEngine(deviceOptionsOf(options), (engine) =>
        runDemo(engine, {
          folder,
          epochs: options.epochs,
          signal,
          onProgress: (fraction, note) => output.progress(fraction, note),
        }),
      )
      const seconds = (performance.now() - began) / 1000
      if (options.json) output.json({ folder, ...report, totalSeconds: seconds })
      else output.table(demoTable(report, folder, seconds))
    })
}

/** What was done, how well, and where it is, one row each. */
function demoTable(report: DemoReport, folder: string, seconds: number): string[][] {
  const { dataset, epochs, training, inpaintings, files } = report
  const elbo = (metrics: DemoReport['epochs'][number]) =>
    `train ${metrics.trainLoss.toFixed(1)}, validation ${metrics.validationLoss.toFixed(1)}`
  return [
    ['map', report.map],
    [
      'dataset',
      `${dataset.count} patches of ${dataset.recipe.size} px (${dataset.splits.train} train, ${dataset.splits.validation} validation, ${dataset.splits.test} test), ${report.seconds.dataset.toFixed(1)} s`,
    ],
    [
      'training',
      `${epochs.length} epochs on ${training.device}, ${training.parameters} parameters, ${report.seconds.training.toFixed(1)} s`,
    ],
    ['negative ELBO per patch, first epoch', elbo(epochs[0])],
    ['negative ELBO per patch, last epoch', elbo(epochs.at(-1)!)],
    ...inpaintings.flatMap(({ mask, patch, estimates: { mean, map } }) => {
      const { chi2, degreesOfFreedom, iterations } = map.minimum!
      const fit = `chi2 / dof ${chi2.toFixed(0)} / ${degreesOfFreedom}, ${iterations} iterations`
      const against = (where: 'inside' | 'outside') =>
        `${map.error[where]!.toFixed(3)}  (plain mean ${mean.error[where]!.toFixed(3)})`
      return [
        [`inpainting of patch ${patch}, ${mask}`, `${fit}, ${map.seconds.toFixed(1)} s`],
        ['  error inside the hole', against('inside')],
        ['  error outside', against('outside')],
      ]
    }),
    ['files', folder],
    ...files.map(({ path }) => ['', relative(folder, path)]),
    ['time', `${seconds.toFixed(1)} s`],
  ]
}
