import { basename } from 'node:path'
import packageFacts from '../../../package.json' with { type: 'json' }
import { estimatorFacts } from '../../../src-shared/inpainting/estimator-facts.ts'
import { ring2nest } from '../../../src-shared/sky/healpix/ring2nest.ts'
import { channelSets } from '../../../src-shared/sky/channels.ts'
import { conventionOf } from '../../../src-shared/sky/polarisation.ts'
import { howToCite } from '../../../src-shared/text/citation.ts'
import { copyWithValues } from '../../sky/fits/copy-with-values.ts'
import { withByteSource } from '../../sky/fits/fits-file.ts'
import type { WrittenCard } from '../../sky/fits/write.ts'
import { writeHealpixMap, type WrittenColumn } from '../../sky/fits/write-map.ts'
import type { BlendedHoles } from './blend-patches.ts'
import { pixelsOf } from './files-of-holes.ts'
import { mapFillFiles, type MapFillJournal } from './map-fill-folder.ts'
import type { MapFillOutline } from './outline-map-fill.ts'

/**
 * Writes the map with its holes filled, the standard deviations in them if they are known, and realisations. Outside of
 * the holes each is the map bit for bit; the map of standard deviations has the pixels of the holes alone. Several channels
 * are columns of each of these maps.
 * @param blended by channel, of the pixels of its holes
 * @returns the names of the files, and how many values the columns could not hold
 */
export async function writeFilledMaps(
  folder: string,
  outline: MapFillOutline,
  { work, epoch }: MapFillJournal,
  blended: readonly BlendedHoles[],
  signal?: AbortSignal,
): Promise<{ files: string[]; limited: number }> {
  const { set, columns, elementsOf, pixels } = outline
  const channels = channelSets[set]
  const { file, nside, ordering, coordsys, polcconv } = columns[0].header
  const own = (pixel: number) => (ordering === 'RING' ? pixel : ring2nest(nside, pixel))
  // Cirrus has U of HEALPix's sign.
  const signOf = (c: number) => (channels[c] === 'U' && conventionOf(polcconv) === 'IAU' ? -1 : 1)
  const paths = mapFillFiles(folder)
  const written: string[] = []
  let limited = 0
  const copy = async (
    path: string,
    valuesOf: (of: BlendedHoles) => Float64Array,
    what: string,
    cards: WrittenCard[] = [],
  ) => {
    const notes = { cards: [...cardsOf(work, epoch), ...cards], history: historyOf(work, what) }
    const changed = columns.map((chosen, c) => ({
      chosen,
      elements: Uint32Array.from(pixels[c], (pixel) => elementsOf[c](own(pixel))),
      values: valuesOf(blended[c]).map((value) => signOf(c) * value),
    }))
    const some = changed.filter(({ values }) => values.length > 0)
    limited += await withByteSource(file, (source) => copyWithValues(source, some, notes, path, signal))
    written.push(basename(path))
  }
  await copy(paths.filled, ({ means }) => means, 'Estimates')
  if (blended.some(({ deviations }) => deviations.some((deviation) => !Number.isNaN(deviation)))) {
    const ring = pixelsOf(outline)
    const ascending = Uint32Array.from(ring, own).sort()
    await writeHealpixMap(
      paths.deviation,
      {
        ...{ nside, ordering, coordsys, pixels: ascending },
        columns: channels.map((channel, c): WrittenColumn => {
          const known = new Map(Array.from(pixels[c], (pixel, i) => [own(pixel), blended[c].deviations[i]]))
          return {
            ...{ name: set === 'I' ? 'DEVIATION' : `${channel}_STD`, unit: columns[c].column.unit ?? '' },
            ...{ type: 'float32', values: Float32Array.from(ascending, (pixel) => known.get(pixel) ?? NaN) },
          }
        }),
        cards: cardsOf(work, epoch),
        history: historyOf(work, 'Standard deviations of estimates', ''),
      },
      { signal },
    )
    written.push(basename(paths.deviation))
  }
  for (const k of blended[0].realisations.keys()) {
    const card = { keyword: 'INPREAL', value: k + 1, comment: 'number of the realisation' }
    const what = `Constrained realisation ${k + 1}`
    await copy(paths.realisation(k + 1), ({ realisations }) => realisations[k], what, [card])
  }
  return { files: written, limited }
}

type Work = MapFillJournal['work']

const cardsOf = ({ estimator, run, holes, sigma, set, channels }: Work, epoch: number | null): WrittenCard[] => [
  { keyword: 'INPORIG', value: `Cirrus ${packageFacts.version}`, comment: 'program that filled holes' },
  { keyword: 'INPEST', value: estimator.kind, comment: 'estimator' },
  { keyword: 'INPHOLES', value: holes.length, comment: 'holes that were filled' },
  { keyword: 'INPSIGMA', value: sigma, comment: 'noise of the map, standardised units' },
  ...channelSets[set].flatMap((channel) => {
    const own = channels[channel]?.sigma
    return own === undefined ? [] : [{ keyword: `INPSIG_${channel}`, value: own, comment: `the same of ${channel}` }]
  }),
  ...('seed' in estimator ? [{ keyword: 'INPSEED', value: estimator.seed, comment: 'of all holes' }] : []),
  ...(run === null ? [] : [{ keyword: 'INPRUN', value: run, comment: 'folder of the run' }]),
  ...(epoch === null ? [] : [{ keyword: 'INPEPOCH', value: epoch, comment: 'of the checkpoint of the run' }]),
]

/** @param rest what is said of all other pixels */
function historyOf(
  { map, from, dataset, estimator, holes, size, width, set, channels }: Work,
  what: string,
  rest = '; all other pixels are as they were',
): string[] {
  const { kind, ...settings } = estimator
  const words = Object.entries(settings).map(([setting, value]) => `${setting} ${value}`)
  return [
    `${what} in ${holes.length} holes of ${map.path}, column${set === 'I' ? '' : 's'} ${map.column}${rest}.`,
    `Holes: ${from.path}.`,
    ...channelSets[set].flatMap((channel) => {
      const own = channels[channel]?.holes
      if (own === undefined) return []
      return [own.kind === 'all' ? `${channel} has no holes.` : `Holes of ${channel}: ${own.path}.`]
    }),
    ...(set === 'I' ? [] : ['Q and U were estimated on the axes of each patch, and turned to those of the map.']),
    `Each from a patch of ${size} px and ${width} deg around it, as those of ${dataset}.`,
    `Estimator: ${[estimatorFacts[kind].title, ...words].join(', ')}.`,
    howToCite(packageFacts.version),
  ]
}
