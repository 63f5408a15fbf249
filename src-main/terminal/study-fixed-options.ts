import { isDeepStrictEqual } from 'node:util'
import { presetConfig } from '../application/runs/preset-config.ts'
import type { Study } from '../../src-preload/contract/studies.ts'
import { writeSetting } from '../../src-shared/model/training-settings.ts'
import type { TrainingConfig } from '../../src-shared/model/configuration.ts'
import type { StudyOptions } from './study-options.ts'
import { applySettings } from './set-option.ts'

/**
 * Differences between the options and a study that has begun, for the settings that determine what it measures and so
 * can't change. Each with both values: `--epochs 9, the study has 1`.
 */
export function fixedDifferences(
  { objective, maximise, epochs, seed, preset, set, prior, as, checkpoint }: StudyOptions,
  study: Pick<Study, 'objective' | 'direction' | 'epochs' | 'seed' | 'base' | 'latents'>,
): string[] {
  const { base } = study
  const asked = applySettings(preset === undefined ? base : presetConfig(preset, base), set)
  const differing = (Object.keys(base) as (keyof TrainingConfig)[]).filter(
    (name) => !isDeepStrictEqual(asked[name], base[name]),
  )
  // Settings that --set does not name come from the preset.
  const bySet = differing.filter((name) => preset === undefined || set.some((word) => word.startsWith(`${name}=`)))
  const byPreset = differing.length > bySet.length
  const words = (value: Study['objective']) => `${value.metric}:${value.epoch}`
  return [
    ...differs('--prior', prior, study.base.architecture),
    ...differs('--as', as, study.latents?.prior ?? 'none'),
    ...differs('--checkpoint', checkpoint, study.latents?.checkpoint ?? 'none'),
    ...differs('--objective', objective && words(objective), words(study.objective)),
    ...(maximise && study.direction === 'minimise' ? ['--maximise, the study minimises'] : []),
    ...differs('--epochs', epochs, study.epochs),
    ...differs('--seed', seed, study.seed),
    ...(byPreset ? [`--preset ${preset} with these --set differs from the study's settings (${base.preset})`] : []),
    ...bySet.map((name) => `--set ${name}=${writeSetting(asked[name])}, the study has ${writeSetting(base[name])}`),
  ]
}

const differs = <T extends string | number>(option: string, asked: T | undefined, has: T): string[] =>
  asked === undefined || asked === has ? [] : [`${option} ${asked}, the study has ${has}`]
