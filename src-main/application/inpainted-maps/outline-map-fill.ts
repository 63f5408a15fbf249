import { resolve } from 'node:path'
import { stat } from 'node:fs/promises'
import { standardisationOf, standardOf, type StoredRecipe } from '../../../src-preload/contract/datasets.ts'
import { CirrusError, refused } from '../../../src-preload/rpc/errors.ts'
import { estimatorFacts } from '../../../src-shared/inpainting/estimator-facts.ts'
import { scalingOf } from '../../../src-shared/sky/channels.ts'
import { healpixPixelSide } from '../../../src-shared/sky/grid.ts'
import type { Frame } from '../../../src-shared/sky/healpix/map.ts'
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
import { requireOneChannel } from './one-channel.ts'
import { convertingFactor } from '../maps/converting-factor.ts'
import { requireScalar } from '../maps/map-cards.ts'
import { readRunOfPatches } from '../runs/run-of-patches.ts'
import { holesOfRequest } from './holes-of-request.ts'
import { holesInMap } from './holes-in-map.ts'
import type { MapFillRequest } from './map-fill-request.ts'

/** What the headers of a map, its holes and a dataset say of a fill, before any value of the map is read. */
export interface MapFillOutline {
  chosen: ChosenColumn<HealpixHeader>
  /** Of the file of the map: when it has changed, it is another map. */
  bytes: number
  modified: string
  frame: Frame
  elementOf: ElementOfPixel
  holes: readonly Hole[]
  geometry: PatchGeometry
  scaling: Scaling
  /** What estimators see patches by; null if each is standardised by what is seen of it. */
  standard: Standard | null
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
  checkEstimate(
    estimator,
    plainData({ size: recipe.size }),
    run && { name: request.run!, config: run.config },
    'estimate',
  )
  const { chosen, elementOf } = await columnOf(request)
  const usesRun = estimatorFacts[estimator.kind].model !== null
  const { nside, coordsys } = chosen.header
  const frame = coordsys ?? 'G'
  const geometry = { size: recipe.size, width: recipe.width }
  const margin = marginPixels * DEGREE * Math.max(pixelWidth(geometry), healpixPixelSide(nside))
  const found = await inField('holes', () => holesOfRequest(request.holes, frame, { nside, margin }, signal))
  const standardisation = standardisationOf(recipe)
  return {
    ...(await fileFacts(request.map)),
    ...{ chosen, frame, elementOf, geometry, dataset: resolve(folder), run: usesRun ? resolve(request.run!) : null },
    holes: await inField('holes', () =>
      holesInMap(found, {
        file: request.holes.path,
        map: request.map,
        ordering: chosen.header.ordering,
        nside,
        elementOf,
        geometry,
      }),
    ),
    scaling: scalingOf('I', recipe),
    standard: standardisation === 'patch' ? null : standardOf(patches[0], 0),
    factor: factorTo(record, request.map, chosen),
  }
}

/** The column, with where its pixels are. */
async function columnOf({ map, column, coordsys }: MapFillRequest) {
  return inField('column', () =>
    withByteSource(map, async (source) => {
      const chosen = requireHealpix(await chooseColumn(source, column ?? undefined, { coordsys }))
      requireScalar({ header: chosen.header, name: chosen.column.name, derivation: null })
      requireChangeable(chosen)
      return { chosen, elementOf: await pixelElements(source, chosen) }
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
  requireOneChannel(dataset, recipe)
  if (!('beam' in recipe)) return
  const why =
    recipe.beam !== null
      ? `its patches are smoothed to ${recipe.beam} arcmin, so that fills would be smoother than the map around them`
      : recipe.apodisation > 0
        ? 'its patches are apodised, and so differ from the map at their borders'
        : null
  if (why) throw refused(dataset, 'recipe', `${why}; choose a dataset that was cut without`)
}
