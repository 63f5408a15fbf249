import { line, options, repeated, type Options } from './command-words.ts'
import type { ChannelFill, InpaintedMapOrder } from './inpainted-maps.ts'
import type { SkyMap } from './maps.ts'

/**
 * The command that fills the holes of a map.
 * @param dataset, run their folders; the run is null for estimators that use no model
 */
export function inpaintMapCommand(
  map: Pick<SkyMap, 'path' | 'coordsysOverride' | 'polcconvOverride'>,
  { column, holes, estimate, sigma, channels, realisations, out }: InpaintedMapOrder,
  { dataset, run }: { dataset: string; run: string | null },
): string {
  const { kind, ...settings } = estimate.estimator
  const from: Options =
    holes.kind === 'sources'
      ? { sources: holes.path, maskRadius: holes.radius }
      : { mask: holes.path, maskColumn: holes.column, maskThreshold: holes.threshold }
  return line(
    ...['inpaint-map', map.path],
    ...options({ column, coordsys: map.coordsysOverride, polcconv: map.polcconvOverride, ...from, run, dataset }),
    ...options({ estimator: kind, ...settings, sigma }),
    ...channelOptions(channels),
    ...options({ realisations, out }),
  )
}

/** What differs for channels. */
function channelOptions(channels: InpaintedMapOrder['channels']) {
  const own = Object.entries(channels) as [string, ChannelFill][]
  const words = (word: (fill: ChannelFill) => string | number | undefined) =>
    own.flatMap(([channel, fill]) => (word(fill) === undefined ? [] : [`${channel}=${word(fill)}`]))
  return [
    ...repeated(
      '--mask-of',
      words(({ holes }) => holes && (holes.kind === 'all' ? 'all' : holes.path)),
    ),
    ...repeated(
      '--noise-of',
      words(({ sigma }) => sigma),
    ),
  ]
}
