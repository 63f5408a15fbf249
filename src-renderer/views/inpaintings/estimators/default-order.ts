import { estimatorSchema } from '../../../../src-preload/contract/index.ts'
import type { EstimateOrder, Run } from '../../../../src-preload/contract/index.ts'
import type { DataFacts } from '../../../../src-shared/inpainting/data-facts.ts'
import { estimatorFacts, type EstimatorKind } from '../../../../src-shared/inpainting/estimator-facts.ts'
import { whyWrongModel } from '../../../../src-shared/inpainting/model-of-estimator.ts'
import { channelSets, type ChannelSet } from '../../../../src-shared/sky/channels.ts'
import { preferredRun } from '../../runs/preferred-run.ts'

/** Runs whose models may fill patches of this size with these channels, whatever their architecture. */
export const runsForPatches = (
  runs: readonly Run[],
  { size, channels }: { size: number; channels: ChannelSet },
): Run[] =>
  runs.filter(
    ({ epoch, config }) => epoch > 0 && config.size === size && config.channels === channelSets[channels].length,
  )

/** Why a kind of estimator can't use a run's model, for data if they are known; null if it can. */
export const whyNotFor = (kind: EstimatorKind, { config }: Run, data?: DataFacts): string | null =>
  whyWrongModel(kind, config, data)

/** An estimate of this kind with its default settings, and the preferred of these runs if it needs one. */
export function defaultOrder(kind: EstimatorKind, runs: readonly Run[], asked = '', data?: DataFacts): EstimateOrder {
  const estimator = estimatorSchema.parse({ kind })
  if (estimatorFacts[kind].model === null) return { estimator, runId: null }
  const usable = runs.filter((run) => whyNotFor(kind, run, data) === null)
  const run = usable.find(({ id }) => id === asked) ?? preferredRun(usable)
  return { estimator, runId: run?.id ?? null }
}
