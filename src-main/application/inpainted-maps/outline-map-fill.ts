import { resolve } from 'node:path'
import { stat } from 'node:fs/promises'
import { standardOf, type StoredRecipe } from '../../../src-preload/contract/datasets.ts'
import { CirrusError, refused } from '../../../src-preload/rpc/errors.ts'
import { estimatorFacts } from '../../../src-shared/inpainting/estimator-facts.ts'
import { channelSets, scalingOf, type ChannelSet } from '../../../src-shared/sky/channels.ts'
import { healpixPixelSide } from '../../../src-shared/sky/grid.ts'
import type { Frame } from '../../../src-shared/sky/healpix/map.ts'
import { ring2nest } from '../../../src-shared/sky/healpix/ring2nest.ts'
import type { Hole } from '../../../src-shared/sky/holes/hole.ts'
import { DEGREE } from '../../../src-shared/sky/position.ts'
import { pixelWidth, type PatchGeometry } from '../../../src-shared/sky/projection/patch-pixels.ts'
import type { Scaling, Standard } from '../../../src-shared/sky/scale.ts'
import { chooseColumn, requireHealpix } from '../../sky/fits/choose-column.ts'
import { requireChangeable } from '../../sky/fits/copy-with-values.ts'
import { withByteSource } from '../../sky/fits/fits-file.ts'
import type { ChosenColumn, HealpixHeader } from '../../sky/fits/map-header.ts'
import { pixelElements, type ElementOfPixel } from '../../sky/fits/pixel-elements.ts'
import { readDataset, type DatasetRecord } from '../datasets/dataset-folder.ts'
import { unitOf } from '../datasets/patch-origin.ts'
import { plainData } from '../../../src-shared/inpainting/data-facts.ts'
import { inField } from '../host/in-field.ts'
import { checkEstimate } from '../inpaintings/check-estimate.ts'
import { chooseChannels } from '../maps/choose-channels.ts'
import { convertingFactor } from '../maps/converting-factor.ts'
import { requireScalar } from '../maps/map-cards.ts'
import { readRunOfPatches } from '../runs/run-of-patches.ts'
import { holesOfChannels } from './holes-of-channels.ts'
import { holesInMap } from './holes-in-map.ts'
import type { MapFillRequest } from './map-fill-request.ts'

/** What the headers of a map, its holes and a dataset say of a fill, before any value of the map is read. */
export interface MapFillOutline {
  /** Of the patches; what follows of each channel is in its order. */
  set: ChannelSet
  columns: readonly ChosenColumn<HealpixHeader>[]
  elementsOf: readonly ElementOfPixel[]
  /** Of the file of the map: when it has changed, it is another map. */
  bytes: number
  modified: string
  frame: Frame
  /** Each is a hole in some channel. */
  holes: readonly Hole[]
  /** RING numbers of the pixels in a channel's own holes, ascending. */
  pixels: readonly Uint32Array[]
  geometry: PatchGeometry
  scalings: readonly Scaling[]
  /** What estimators see patches by; null if each is standardised by what is seen of it. */
  standards: readonly Standard[] | null
  /** What a value of the map is multiplied by to be in the unit of the dataset. */
  factor: number
  dataset: string
  run: string | null
}

/** Patch pixels that holes are apart at least: nearer ones touch in the patch. */
const marginPixels = 2

/**
 * @throws CirrusError refused, FitsError: the file, what is wrong with it and, of a form, the field
 */
export async function outlineMapFill(request: MapFillRequest, signal?: AbortSignal): Promise<MapFillOutline> {
  const { estimator } = request
  const run = request.run === null ? null : await inField('estimate.runId', () => readRunOfPatches(request.run!))
  const folder = request.dataset ?? run?.record.dataset.folder
  if (folder === undefined) {
    const message = 'Give a dataset, or a run, whose dataset is then used: it says how wide the patches are.'
    throw new CirrusError('refused', message, undefined, { field: 'datasetId' })
  }
  const { record, patches } = await inField('datasetId', () => readDataset(folder))
  const { recipe } = record
  await inField('datasetId', () => requireUsable(folder, recipe))
  const set = recipe.channels
  const channels = channelSets[set]
  checkEstimate(
    estimator,
    plainData({ size: recipe.size, channels: channels.length }),
    run && { name: request.run!, config: run.config },
    'estimate',
  )
  const { columns, elementsOf } = await columnsOf(request, set)
  const usesRun = estimatorFacts[estimator.kind].model !== null
  const { nside, coordsys, ordering } = columns[0].header
  const frame = coordsys ?? 'G'
  const geometry = { size: recipe.size, width: recipe.width }
  const margin = marginPixels * DEGREE * Math.max(pixelWidth(geometry), healpixPixelSide(nside))
  const found = await inField('holes', () => holesOfChannels(request, channels, frame, { nside, margin }, signal))
  const elementIn = (c: number) => (pixel: number) =>
    elementsOf[c](ordering === 'RING' ? pixel : ring2nest(nside, pixel))
  const standardisation = recipe.standardisation
  return {
    ...(await fileFacts(request.map)),
    ...{ set, columns, elementsOf, frame, geometry },
    ...{ dataset: resolve(folder), run: usesRun ? resolve(request.run!) : null },
    holes: await inField('holes', () =>
      holesInMap(found.holes, {
        ...{ file: request.holes.path, map: request.map, geometry },
        hasPixel: (pixel) => channels.some((_, c) => found.pixels[c].has(pixel) && elementIn(c)(pixel) >= 0),
      }),
    ),
    pixels: channels.map((_, c) =>
      Uint32Array.from([...found.pixels[c]].filter((pixel) => elementIn(c)(pixel) >= 0)).sort(),
    ),
    scalings: channels.map((channel) => scalingOf(channel, recipe)),
    standards: standardisation === 'patch' ? null : channels.map((_, c) => standardOf(patches[0], c)),
    factor: factorTo(record, request.map, columns[0]),
  }
}

/** The columns of the channels, with where their pixels are. */
async function columnsOf({ map, column, coordsys, polcconv }: MapFillRequest, set: ChannelSet) {
  return inField('column', () =>
    withByteSource(map, async (source) => {
      const options = { coordsys, polcconv }
      const named = set === 'I' || column === null ? null : await chooseColumn(source, column, options)
      const chosen = await chooseChannels(source, set, named?.column.name ?? column ?? undefined, options)
      const columns = chosen.map(requireHealpix)
      for (const one of columns) {
        if (set === 'I') requireScalar({ header: one.header, name: one.column.name, derivation: null })
        requireChangeable(one)
      }
      const elementsOf: ElementOfPixel[] = []
      for (const one of columns) elementsOf.push(await pixelElements(source, one))
      return { columns, elementsOf }
    }),
  )
}

async function fileFacts(path: string) {
  const { size: bytes, mtime } = await stat(path)
  return { bytes, modified: mtime.toISOString() }
}

function factorTo(record: DatasetRecord, map: string, { column }: ChosenColumn): number {
  const [unit, own] = [unitOf(record), column.unit ?? '']
  if (unit === '' || own === '' || own === unit) return 1
  // A stack that was made elsewhere has none.
  const frequency = 'frequency' in record.recipe ? (record.recipe.frequency ?? undefined) : undefined
  return convertingFactor({ unit, frequency }, map, `unit of column ${column.name}`, own).factor
}

/** @throws CirrusError refused for patches that are not simply a piece of the map */
function requireUsable(dataset: string, recipe: StoredRecipe): void {
  if (!('beam' in recipe)) return
  const why =
    recipe.beam !== null
      ? `its patches are smoothed to ${recipe.beam} arcmin, so that fills would be smoother than the map around them`
      : recipe.apodisation > 0
        ? 'its patches are apodised, and so differ from the map at their borders'
        : null
  if (why) throw refused(dataset, 'recipe', `${why}; choose a dataset that was cut without`)
}
