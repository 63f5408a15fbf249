import { basename } from 'node:path'
import packageFacts from '../../../package.json' with { type: 'json' }
import { estimatorFacts } from '../../../src-shared/inpainting/estimator-facts.ts'
import { ring2nest } from '../../../src-shared/sky/healpix/ring2nest.ts'
import { howToCite } from '../../../src-shared/text/citation.ts'
import { copyWithValues } from '../../sky/fits/copy-with-values.ts'
import { withByteSource } from '../../sky/fits/fits-file.ts'
import type { WrittenCard } from '../../sky/fits/write.ts'
import { writeHealpixMap } from '../../sky/fits/write-map.ts'
import type { BlendedHoles } from './blend-patches.ts'
import { mapFillFiles, type MapFillJournal } from './map-fill-folder.ts'
import type { MapFillOutline } from './outline-map-fill.ts'

/**
 * Writes the map with its holes filled, the standard deviations in them if they are known, and realisations. Outside of
 * the holes each is the map bit for bit; the map of standard deviations has the pixels of the holes alone.
 * @param pixels RING numbers of the pixels of all holes, ascending
 * @returns the names of the files, and how many values the column could not hold
 */
export async function writeFilledMaps(
  folder: string,
  { chosen, elementOf }: MapFillOutline,
  { work, epoch }: MapFillJournal,
  pixels: Uint32Array,
  blended: BlendedHoles,
  signal?: AbortSignal,
): Promise<{ files: string[]; limited: number }> {
  const { header, column } = chosen
  const own = header.ordering === 'RING' ? pixels : pixels.map((pixel) => ring2nest(header.nside, pixel))
  const elements = Uint32Array.from(own, elementOf)
  const paths = mapFillFiles(folder)
  const written: string[] = []
  let limited = 0
  const copy = async (path: string, values: Float64Array, what: string, cards: WrittenCard[] = []) => {
    const notes = { cards: [...cardsOf(work, epoch), ...cards], history: historyOf(work, what) }
    limited += await withByteSource(header.file, (source) =>
      copyWithValues(source, chosen, { elements, values }, notes, path, signal),
    )
    written.push(basename(path))
  }
  await copy(paths.filled, blended.means, 'Estimates')
  if (blended.deviations.some((deviation) => !Number.isNaN(deviation))) {
    const order = Uint32Array.from(own.keys()).sort((a, b) => own[a] - own[b])
    await writeHealpixMap(
      paths.deviation,
      {
        ...{ nside: header.nside, ordering: header.ordering, coordsys: header.coordsys },
        pixels: Uint32Array.from(order, (i) => own[i]),
        columns: [
          {
            ...{ name: 'DEVIATION', unit: column.unit ?? '', type: 'float32' },
            values: Float32Array.from(order, (i) => blended.deviations[i]),
          },
        ],
        cards: cardsOf(work, epoch),
        history: historyOf(work, 'Standard deviations of estimates', ''),
      },
      { signal },
    )
    written.push(basename(paths.deviation))
  }
  for (const [k, values] of blended.realisations.entries()) {
    const card = { keyword: 'INPREAL', value: k + 1, comment: 'number of the realisation' }
    await copy(paths.realisation(k + 1), values, `Constrained realisation ${k + 1}`, [card])
  }
  return { files: written, limited }
}

type Work = MapFillJournal['work']

const cardsOf = ({ estimator, run, holes, sigma }: Work, epoch: number | null): WrittenCard[] => [
  { keyword: 'INPORIG', value: `Cirrus ${packageFacts.version}`, comment: 'program that filled holes' },
  { keyword: 'INPEST', value: estimator.kind, comment: 'estimator' },
  { keyword: 'INPHOLES', value: holes.length, comment: 'holes that were filled' },
  { keyword: 'INPSIGMA', value: sigma, comment: 'noise of the map, standardised units' },
  ...('seed' in estimator ? [{ keyword: 'INPSEED', value: estimator.seed, comment: 'of all holes' }] : []),
  ...(run === null ? [] : [{ keyword: 'INPRUN', value: run, comment: 'folder of the run' }]),
  ...(epoch === null ? [] : [{ keyword: 'INPEPOCH', value: epoch, comment: 'of the checkpoint of the run' }]),
]

/** @param rest what is said of all other pixels */
function historyOf(
  { map, from, dataset, estimator, holes, size, width }: Work,
  what: string,
  rest = '; all other pixels are as they were',
): string[] {
  const { kind, ...settings } = estimator
  const words = Object.entries(settings).map(([setting, value]) => `${setting} ${value}`)
  return [
    `${what} in ${holes.length} holes of ${map.path}, column ${map.column}${rest}.`,
    `Holes: ${from.path}.`,
    `Each from a patch of ${size} px and ${width} deg around it, as those of ${dataset}.`,
    `Estimator: ${[estimatorFacts[kind].title, ...words].join(', ')}.`,
    howToCite(packageFacts.version),
  ]
}
