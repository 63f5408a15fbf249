import type { CalibrationData, Estimator, KeptCalibration } from '../../../../src-preload/contract/index.ts'
import type { CalibrationOwner } from '../../../stores/calibrations.ts'

/** Whether a calibration is of this kind of estimator, with this covariance if it has several. */
const isOfKind = ({ choice }: KeptCalibration, estimator: Estimator): boolean =>
  choice.estimator.kind === estimator.kind &&
  (!('covariance' in estimator) ||
    !('covariance' in choice.estimator) ||
    choice.estimator.covariance === estimator.covariance)

/**
 * The calibrations of an estimator of a run, or of a dataset if it uses none, with the same holes and beam; of the noise nearest to
 * this first.
 */
export const calibrationsOf = (
  kept: readonly KeptCalibration[],
  { runId, datasetId }: CalibrationOwner,
  estimator: Estimator,
  data: CalibrationData,
): KeptCalibration[] => {
  const away = ({ choice }: KeptCalibration) => Math.abs(Math.log(choice.sigma / data.sigma))
  const isAlike = ({ choice }: KeptCalibration) => choice.mask === data.mask && choice.beam === data.beam
  return kept
    .filter(isAlike)
    .filter((one) => (runId === null ? one.datasetId === datasetId : one.runId === runId) && isOfKind(one, estimator))
    .toSorted((a, b) => away(a) - away(b))
}
