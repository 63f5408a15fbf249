import { line, options, type Options } from './command-words.ts'
import type { InpaintedMapOrder } from './inpainted-maps.ts'
import type { SkyMap } from './maps.ts'

/**
 * The command that fills the holes of a map.
 * @param dataset, run their folders; the run is null for estimators that use no model
 */
export function inpaintMapCommand(
  map: Pick<SkyMap, 'path' | 'coordsysOverride'>,
  { column, holes, estimate, sigma, realisations, out }: InpaintedMapOrder,
  { dataset, run }: { dataset: string; run: string | null },
): string {
  const { kind, ...settings } = estimate.estimator
  const from: Options =
    holes.kind === 'sources'
      ? { sources: holes.path, maskRadius: holes.radius }
      : { mask: holes.path, maskColumn: holes.column, maskThreshold: holes.threshold }
  return line(
    ...['inpaint-map', map.path],
    ...options({ column, coordsys: map.coordsysOverride, ...from, run, dataset }),
    ...options({ estimator: kind, ...settings, sigma, realisations, out }),
  )
}
