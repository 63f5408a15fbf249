import type { CirrusContract } from '../../src-preload/contract/index.ts'
import type { DeviceOptions } from '../../src-preload/contract/device-options.ts'
import type { Host } from '../../src-preload/contract/host.ts'
import type { Handlers } from '../../src-preload/rpc/server.ts'
import { openCatalog } from '../catalog/index.ts'
import { makeFolder } from '../files/make-folder.ts'
import { findCards } from '../engine/cards.ts'
import type { EngineLauncher } from '../engine/client/engine-process.ts'
import type { SlurmQueue } from '../jobs/executors/slurm/queue.ts'
import { createJobs } from '../jobs/queue.ts'
import { createTileMaker } from '../sky/hips/make-tiles.ts'
import { calibrationHandlers } from './calibrations/handlers.ts'
import { createColumnCache } from './maps/column-cache.ts'
import type { Context } from './host/context.ts'
import type { Emit } from './host/emit.ts'
import { datasetHandlers, recoverDatasets } from './datasets/handlers.ts'
import { createDecodings } from './validations/decodings.ts'
import { deviceHandlers } from './settings/device-handlers.ts'
import { processLauncher } from './host/engine-launcher.ts'
import { createEngines } from './host/engines.ts'
import { createExecutors } from './runs/executors.ts'
import { asCirrusError, inUserLanguage, inUserLanguageAll } from './host/user-errors.ts'
import { exportHandlers } from './exports/handlers.ts'
import { recoverExports } from './exports/recover-exports.ts'
import { prepareFirstStart } from './host/first-start.ts'
import { defaultHome, homeLayout } from './host/home.ts'
import { hostHandlers } from './host/handlers.ts'
import { inpaintedMapHandlers } from './inpainted-maps/handlers.ts'
import { inpaintingHandlers } from './inpaintings/handlers.ts'
import { recoverInpaintings } from './inpaintings/recover-inpaintings.ts'
import { likelihoodHandlers } from './likelihoods/handlers.ts'
import { mapHandlers } from './maps/handlers.ts'
import { makingHandlers } from './maps/making-handlers.ts'
import { productHandlers } from './maps/product-handlers.ts'
import { statisticsHandlers } from './maps/statistics-handlers.ts'
import { maskHandlers } from './masks/handlers.ts'
import { createPatchTables } from './datasets/patch-tables.ts'
import { createResources } from './host/resources.ts'
import { priorHandlers } from './priors/handlers.ts'
import { runHandlers } from './runs/handlers.ts'
import { recoverRuns } from './runs/recover-runs.ts'
import { sampleHandlers } from './samples/handlers.ts'
import { skyHandlers } from './skies/handlers.ts'
import { readSettings } from './settings/settings-file.ts'
import { createSlurmClusters } from './settings/slurm-clusters.ts'
import { slurmHandlers } from './settings/slurm-handlers.ts'
import { recoverStudies } from './studies/conductor.ts'
import { studyHandlers } from './studies/handlers.ts'
import { fetchedLibraries } from './tensorflow/fetched-build.ts'
import { tensorflowHandlers } from './tensorflow/handlers.ts'
import { supplyOf, type Supply } from './tensorflow/supply.ts'
import { createValidationRecords } from './validations/validation-records.ts'
import { recoverValidations, validationHandlers } from './validations/handlers.ts'

/** The application without a door: the contract's methods, its events, and the large data it serves. */
export interface Application {
  home: string
  handlers: Handlers<CirrusContract>
  events: { subscribe(listener: Emit): () => void }
  /** Answers every GET /data/... */
  resources(request: Request): Promise<Response>
  emit: Emit
  /** Stops trainings with a checkpoint, ends the engine processes and closes the catalog. */
  close(): Promise<void>
}

/** Takes up what was under way when the last Cirrus ended. */
async function recover(context: Context): Promise<void> {
  await recoverDatasets(context)
  await recoverRuns(context)
  recoverStudies(context)
  await recoverInpaintings(context)
  await recoverValidations(context)
  await recoverExports(context)
}

/**
 * Assembles the application for all doors: catalog, jobs, engines, handlers.
 * @throws CirrusError conflict if another Cirrus holds the home folder, or its catalog can't be used
 */
export async function createApplication(options: {
  home?: string
  door: Host['door']
  engineLauncher?: EngineLauncher
  /** Whether to add the demo map to an empty home. */
  demo?: boolean
  /** Device options that override those of the home folder, without changing them. */
  device?: Partial<DeviceOptions>
  /** Interface to a Slurm cluster's queue. */
  slurmQueue?: SlurmQueue
  /** Where TensorFlow is fetched from, for tests. */
  tensorflow?: Partial<Supply>
}): Promise<Application> {
  const { home = defaultHome(), door, engineLauncher = processLauncher(), demo = true, device, slurmQueue } = options
  const layout = homeLayout(home)
  const tensorflow = supplyOf(home, options.tensorflow)
  const [settings, cards] = await Promise.all([readSettings(layout.settings), findCards()])
  const catalog = await inUserLanguage(async () => {
    await makeFolder(home)
    return openCatalog(home)
  })
  const listeners = new Set<Emit>()
  const emit: Emit = (name, payload) => {
    for (const listener of [...listeners]) listener(name, payload)
  }
  const engines = createEngines({
    launcher: engineLauncher,
    cards,
    options: { ...settings.device, ...device },
    libraries: () => fetchedLibraries(tensorflow),
    onChange: (states) => emit('devices.changed', states),
  })
  const widths = { training: () => engines.trainers, cluster: () => Infinity, study: () => Infinity }
  const jobs = createJobs((job) => emit('jobs.changed', job), widths, asCirrusError)
  const slurm = createSlurmClusters({
    settings: layout.settings,
    arrays: layout.slurmArrays,
    profiles: settings.slurm,
    queue: slurmQueue,
  })
  const context: Context = {
    home,
    layout,
    catalog,
    jobs,
    columns: createColumnCache(),
    tiles: createTileMaker(),
    patchTables: createPatchTables(),
    validationRecords: createValidationRecords(),
    decodings: createDecodings(engines.interactive),
    emit,
    engines,
    executors: createExecutors({ jobs, engines, slurm }),
    slurm,
    tensorflow,
  }
  try {
    await inUserLanguage(() => recover(context))
  } catch (error) {
    catalog.close()
    throw error
  }
  engines.start()
  if (demo) prepareFirstStart(context)
  return {
    home,
    handlers: inUserLanguageAll({
      ...hostHandlers(context, door),
      ...deviceHandlers(context),
      ...tensorflowHandlers(context),
      ...mapHandlers(context),
      ...makingHandlers(context),
      ...productHandlers(context),
      ...statisticsHandlers(context),
      ...datasetHandlers(context),
      ...runHandlers(context),
      ...priorHandlers(context),
      ...sampleHandlers(context),
      ...likelihoodHandlers(context),
      ...calibrationHandlers(context),
      ...skyHandlers(context),
      ...studyHandlers(context),
      ...slurmHandlers(context),
      ...validationHandlers(context),
      ...maskHandlers(context),
      ...inpaintingHandlers(context),
      ...inpaintedMapHandlers(context),
      ...exportHandlers(context),
    }),
    events: {
      subscribe(listener) {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
    },
    resources: createResources(context),
    emit,
    async close() {
      await jobs.close()
      await context.tiles.end()
      await engines.close()
      catalog.close()
    },
  }
}
