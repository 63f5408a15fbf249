import { joinContracts } from '../rpc/table.ts'
import { calibrationEvents, calibrationMethods } from './calibrations.ts'
import { datasetEvents, datasetMethods } from './datasets.ts'
import { deviceEvents, deviceMethods } from './devices.ts'
import { exportEvents, exportMethods } from './exports.ts'
import { hostEvents, hostMethods } from './host.ts'
import { inpaintedMapMethods } from './inpainted-maps.ts'
import { inpaintingEvents, inpaintingMethods } from './inpaintings.ts'
import { jobEvents, jobMethods } from './jobs.ts'
import { likelihoodEvents, likelihoodMethods } from './likelihood.ts'
import { mapMakingMethods } from './map-making.ts'
import { mapProductMethods } from './map-products.ts'
import { mapStatisticsMethods } from './map-statistics.ts'
import { mapEvents, mapMethods } from './maps.ts'
import { maskEvents, maskMethods } from './masks.ts'
import { priorEvents, priorMethods } from './priors.ts'
import { runEvents, runMethods } from './runs.ts'
import { sampleMethods } from './samples.ts'
import { skyMethods } from './skies.ts'
import { slurmEvents, slurmMethods } from './slurm-profiles.ts'
import { studyEvents, studyMethods } from './studies.ts'
import { tensorflowMethods } from './tensorflow.ts'
import { validationEvents, validationMethods } from './validations.ts'

/** Every method that a window may call and every event that it may receive: one table, served through every door. */
export const contract = joinContracts(
  { methods: hostMethods, events: hostEvents },
  { methods: deviceMethods, events: deviceEvents },
  { methods: tensorflowMethods, events: {} },
  { methods: jobMethods, events: jobEvents },
  { methods: mapMethods, events: mapEvents },
  { methods: mapMakingMethods, events: {} },
  { methods: mapProductMethods, events: {} },
  { methods: mapStatisticsMethods, events: {} },
  { methods: datasetMethods, events: datasetEvents },
  { methods: runMethods, events: runEvents },
  { methods: priorMethods, events: priorEvents },
  { methods: sampleMethods, events: {} },
  { methods: likelihoodMethods, events: likelihoodEvents },
  { methods: calibrationMethods, events: calibrationEvents },
  { methods: skyMethods, events: {} },
  { methods: studyMethods, events: studyEvents },
  { methods: slurmMethods, events: slurmEvents },
  { methods: validationMethods, events: validationEvents },
  { methods: maskMethods, events: maskEvents },
  { methods: inpaintingMethods, events: inpaintingEvents },
  { methods: inpaintedMapMethods, events: {} },
  { methods: exportMethods, events: exportEvents },
)
export type CirrusContract = typeof contract

export * from './calibrations.ts'
export * from './datasets.ts'
export * from './device-options.ts'
export * from './devices.ts'
export * from './estimators.ts'
export * from './exports.ts'
export * from './host.ts'
export * from './inpainted-maps.ts'
export * from './inpaintings.ts'
export * from './jobs.ts'
export * from './likelihood.ts'
export * from './map-making.ts'
export * from './map-products.ts'
export * from './map-statistics.ts'
export * from './map-views.ts'
export * from './maps.ts'
export * from './mask-words.ts'
export * from './masks.ts'
export * from './patch-choice.ts'
export * from './priors.ts'
export * from './problem-words.ts'
export * from './record-pages.ts'
export * from './runs.ts'
export * from './samples.ts'
export * from './skies.ts'
export * from './slurm-profiles.ts'
export * from './solver.ts'
export * from './states.ts'
export * from './studies.ts'
export * from './study-latents.ts'
export * from './tensorflow.ts'
export * from './validations.ts'
export * from './command-line.ts'
export * from './inpaint-commands.ts'
export * from './inpaint-map-command.ts'
export * from './prior-commands.ts'
export * from './sample-commands.ts'
export * from './sky-command.ts'
export * from './study-commands.ts'
