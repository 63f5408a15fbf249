import { priorConfig } from '../../src-shared/model/prior-config.ts'
import { line, options, settingsBeyond } from './command-words.ts'
import type { PriorChoice, PriorLatents } from './priors.ts'

/** @param latents of the run, as a map, for which the default configuration is */
export const priorTrainCommand = (
  run: string,
  { name, kind, checkpoint, config }: PriorChoice,
  latents: Pick<PriorLatents, 'side' | 'channels'>,
) =>
  line(
    ...['prior', 'train', run],
    ...options({ kind, name: name === kind ? null : name, checkpoint }),
    ...(config && kind !== 'gaussian'
      ? [...options({ epochs: config.epochs }), ...settingsBeyond(priorConfig(latents, kind), config)]
      : []),
  )

export const priorResumeCommand = (run: string, name: string, epochs: number | null) =>
  line('prior', 'train', run, ...options({ name, resume: true, epochs }))
