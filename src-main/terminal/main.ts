import { addCalibrateCommand } from './calibrate.ts'
import { addCompareCommand } from './compare.ts'
import { addDatasetCommand } from './dataset.ts'
import { addDemoCommand } from './demo.ts'
import { addDoctorCommand } from './doctor.ts'
import { addExportCommand } from './export.ts'
import { addInpaintCommand } from './inpaint.ts'
import { addInpaintMapCommand } from './inpaint-map.ts'
import { addInterpolateCommand } from './interpolate.ts'
import { addLikelihoodCommand } from './likelihood.ts'
import { addMapCommand } from './map.ts'
import { addMaskCommand } from './mask.ts'
import { addPatchCommand } from './patch.ts'
import { addPriorCommand } from './prior.ts'
import { addReconstructCommand } from './reconstruct.ts'
import { addSampleCommand } from './sample.ts'
import { addServeCommand } from './serve.ts'
import { addSimulateCommand } from './simulate.ts'
import { addSkyCommand } from './sky.ts'
import { addSpectrumCommand } from './spectrum.ts'
import { addStudyCommand } from './study.ts'
import { addTrainCommand } from './train.ts'
import { run, type Streams } from './run.ts'

/** All commands of `cirrus`, in the order of the help. */
export const commands = [
  addDoctorCommand,
  addMapCommand,
  addPatchCommand,
  addSimulateCommand,
  addDatasetCommand,
  addTrainCommand,
  addStudyCommand,
  addPriorCommand,
  addReconstructCommand,
  addInterpolateCommand,
  addSampleCommand,
  addLikelihoodCommand,
  addSkyCommand,
  addInpaintCommand,
  addCalibrateCommand,
  addInpaintMapCommand,
  addMaskCommand,
  addExportCommand,
  addSpectrumCommand,
  addCompareCommand,
  addServeCommand,
  addDemoCommand,
]

/**
 * The terminal door.
 * @returns the exit code (cli.md)
 */
export const main = (words: readonly string[], streams?: Streams): Promise<number> => run(words, commands, { streams })
