import { line, options } from './command-words.ts'
import type { SkyMap } from './maps.ts'
import { givenOptions } from './sample-commands.ts'
import { usualSkySteps, type SkyOrder } from './skies.ts'

/**
 * @param run its folder
 * @param template the map of `like`
 */
export const skyCommand = (
  run: string,
  { nside, ordering, seed, realisation, checkpoint, step, solverSteps, given, like, out }: Omit<SkyOrder, 'runId'>,
  template: Pick<SkyMap, 'path' | 'coordsysOverride'> | null,
) =>
  line(
    ...['sky', run],
    ...options({ nside, ordering: ordering === 'RING' ? null : ordering, seed, realisation, checkpoint, step }),
    ...options({ solverSteps: solverSteps === usualSkySteps ? null : solverSteps }),
    ...options({
      like: template?.path ?? null,
      likeColumn: (template && like?.column) ?? null,
      likeCoordsys: template?.coordsysOverride ?? null,
    }),
    ...givenOptions(given),
    ...options({ out }),
  )
