import { Option, type Command } from 'commander'
import {
  calibrationChoiceSchema,
  calibrationMasks,
  type CalibrationChoice,
} from '../../src-preload/contract/calibrations.ts'
import { calibrationLevels, type Calibration, type HoleCalibration } from '../../src-shared/inpainting/calibration.ts'
import { estimatorFacts, estimatorKinds, estimateTitle } from '../../src-shared/inpainting/estimator-facts.ts'
import { allWords, holeWords } from '../../src-shared/inpainting/hole-words.ts'
import { calibrate, planCalibration, type PlannedCalibration } from '../application/calibrations/calibrate.ts'
import { keepCalibration, type StoredCalibration } from '../application/calibrations/kept-calibrations.ts'
import { withEngine } from '../application/host/engine.ts'
import { usualEstimator } from '../application/inpaintings/usual-estimator.ts'
import { addDeviceOption, deviceOptionsOf } from './device-option.ts'
import { estimatorsOf, withEstimatorOptions, type EstimatorOptions } from './estimator-options.ts'
import { UsageError } from './exit-code.ts'
import { withOperatorOption } from './operator-option.ts'
import { numberOption } from './option-values.ts'
import type { Terminal } from './terminal.ts'

const explanation = `
Test patches get random holes and noise, and are estimated as by "cirrus inpaint"; with
--operator they are seen through a beam, and with --mask all they have no holes. Of the
intervals that mean and standard deviation give, the share that holds the true value is
compared with their probability; so is the rank of the true value among the samples. The
result is kept with the run, or with the dataset for estimators without a model, and shown
beside the intervals of inpaintings. Docs: docs/inpainting.md#calibration`

const usual = calibrationChoiceSchema.omit({ estimator: true }).parse({})

/** `cirrus calibrate RUN`: how often an estimator's intervals hold the truth. */
export function addCalibrateCommand(program: Command, { output, signal }: Terminal) {
  withEstimatorOptions(
    withOperatorOption(addDeviceOption(program.command('calibrate')))
      .argument('[run]', 'folder of a run, for estimators that use a trained model')
      .description('how often the intervals of an inpainting estimator hold the truth, in test patches')
      .option('--dataset <folder>', "default: the run's own dataset")
      .option(
        '--problems <number>',
        'test patches; their holes are of four classes of sizes in turn',
        numberOption('--problems', { min: 8, max: 10_000, integer: true }),
        usual.problems,
      )
      .addOption(
        new Option('--mask <mask>', 'random holes, or all: each patch is seen whole, and compared everywhere')
          .choices(calibrationMasks)
          .default(usual.mask),
      )
      .option(
        '--sigma <width>',
        'noise of the data in standardised units',
        numberOption('--sigma', { min: 1e-6, max: 10 }),
        usual.sigma,
      )
      .option(
        '--hole-seed <number>',
        'seed of holes and noise',
        numberOption('--hole-seed', { min: 0, integer: true }),
        usual.seed,
      ),
  )
    .option('--json', 'one JSON object on stdout')
    .addHelpText('after', explanation)
    .action(async (run: string | undefined, options: CalibrateOptions) => {
      const { dataset, problems, mask, operator: beam, sigma, holeSeed, json } = options
      if (run === undefined && dataset === undefined) throw new UsageError('give a run, or --dataset, or both')
      const estimators = estimatorsOf(options, await usualEstimator(run ?? null))
      const plans: PlannedCalibration[] = []
      for (const estimator of estimators) {
        const { kind } = estimator
        const choice = calibrationChoiceSchema.safeParse({ estimator, problems, mask, beam, sigma, seed: holeSeed })
        if (!choice.success) {
          const able = estimatorKinds.filter((one) => estimatorFacts[one].hasDeviation).join(', ')
          throw new UsageError(`--estimator ${kind}: ${choice.error.issues[0].message}; choose among ${able}`)
        }
        const usesRun = estimatorFacts[kind].model !== null
        plans.push(
          await planCalibration({ choice: choice.data, run: usesRun ? (run ?? null) : null, dataset: dataset ?? null }),
        )
      }
      const made = await withEngine(deviceOptionsOf(options), async (engine) => {
        const all: StoredCalibration[] = []
        for (const plan of plans) {
          const { choice } = plan
          const found = await calibrate(engine, plan, {
            signal,
            onProgress: (fraction, note) =>
              output.progress(fraction, `${estimateTitle(choice.estimator.kind)}: ${note}`),
          })
          all.push(await keepCalibration(plan.run ?? plan.dataset, { choice, ...found }))
        }
        return all
      })
      if (json) return output.json({ calibrations: made })
      for (const { choice, calibration } of made) {
        output.table([[estimateTitle(choice.estimator.kind)], ...calibrationRows(calibration)])
      }
    })
}

interface CalibrateOptions extends EstimatorOptions {
  device: string[]
  dataset?: string
  problems: number
  mask: CalibrationChoice['mask']
  operator: number | null
  sigma: number
  holeSeed: number
  json?: boolean
}

/**
 * A row for each class of holes, and one for all, the only one of patches that are seen whole: error, deviation, and shares within the intervals, with the standard error of
 * that of 68 %: of few holes it is large.
 */
export function calibrationRows({ all, bySize }: Calibration): string[][] {
  const levels = calibrationLevels.flatMap((level) => [
    `in ${(100 * level).toFixed(0)} %`,
    ...(isQuoted(level) ? ['±'] : []),
  ])
  const row = (name: string, one: HoleCalibration) => [
    name,
    String(one.problems),
    one.error.toFixed(3),
    one.deviation.toFixed(3),
    ...one.within.flatMap(({ share, error }, level) => [
      share.toFixed(3),
      ...(isQuoted(calibrationLevels[level]) ? [error.toFixed(3)] : []),
    ]),
  ]
  const head = ['missing', bySize.length === 0 ? 'patches' : 'holes', 'error', 'std', ...levels]
  return [head, ...bySize.map((one) => row(holeWords(one), one)), row(allWords({ bySize }), all)]
}

/** Whether an interval is that of one standard deviation. */
const isQuoted = (level: number) => level === 0.6827
