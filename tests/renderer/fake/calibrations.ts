import type {
  CalibrationChoice,
  calibrationEvents,
  calibrationMethods,
  Job,
  KeptCalibration,
} from '../../../src-preload/contract/index.ts'
import { estimatorFacts } from '../../../src-shared/inpainting/estimator-facts.ts'
import { calibrationTally, holeShares } from '../../../src-shared/inpainting/calibration.ts'
import { normal, seedRandom } from '../../../src-shared/random/index.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import { endedJob } from './exports.ts'

/** The calibration of an estimator whose standard deviation is too small by this factor, in two holes of each class. */
export function keptCalibration(
  owner: Pick<KeptCalibration, 'runId' | 'datasetId'>,
  choice: CalibrationChoice,
  factor = 1,
): KeptCalibration {
  const pixels = 400
  const tally = calibrationTally()
  const random = seedRandom(1)
  for (const share of holeShares.slice(0, -1).flatMap((from) => [from, from])) {
    const draw = (count: number) => Float32Array.from({ length: count * pixels }, () => normal(random))
    tally.add({
      truth: draw(1),
      mask: Uint8Array.from({ length: pixels }, (_, i) => {
        return Number(choice.mask === 'all' || i > (share + 0.001) * pixels)
      }),
      fill: new Float32Array(pixels),
      deviation: new Float32Array(pixels).fill(factor),
      samples: draw(9).map((value) => value * factor),
    })
  }
  const { kind } = choice.estimator
  return {
    id: `${owner.runId ?? owner.datasetId}.${kind}-${choice.beam}-${choice.mask}-noise-${choice.sigma}`,
    ...owner,
    createdAt: '2026-11-30T10:00:00.000Z',
    epoch: estimatorFacts[kind].model === null ? null : 7,
    ...{ choice, seconds: 83, calibration: tally.result() },
  }
}

/** The calibrations of an in-memory host, which are made at once. */
export function createFakeCalibrations(
  kept: KeptCalibration[],
  changed: (record: KeptCalibration) => void,
  begun: (job: Job) => void,
): Handlers<{ methods: typeof calibrationMethods; events: typeof calibrationEvents }> {
  return {
    'calibrations.list': (owner) =>
      kept.filter((one) => (one.runId === null ? one.datasetId === owner.datasetId : one.runId === owner.runId)),
    'calibrations.compute'({ runId, datasetId, ...choice }) {
      const usesRun = estimatorFacts[choice.estimator.kind].model !== null
      const made = keptCalibration(usesRun ? { runId, datasetId: null } : { runId: null, datasetId }, choice)
      kept.unshift(made)
      changed(made)
      const job = endedJob({ kind: usesRun ? 'run' : 'dataset', title: 'Calibration', subject: runId ?? datasetId })
      begun(job)
      return job
    },
  }
}
