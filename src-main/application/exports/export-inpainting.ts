import { basename, join, resolve } from 'node:path'
import type { InpaintingFormat } from '../../../src-preload/contract/exports.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { maskTitle } from '../../../src-preload/contract/mask-words.ts'
import { noiseWords } from '../../../src-preload/contract/problem-words.ts'
import { estimateTitle } from '../../../src-shared/inpainting/estimator-facts.ts'
import { slopeAt, toMapUnits } from '../../../src-shared/sky/scale.ts'
import { inpaintingFigure, type InpaintingPictures } from '../../figures/inpainting-figure.ts'
import { unitOf } from '../datasets/patch-origin.ts'
import {
  completeEstimates,
  estimateFolder,
  readEstimatePictures,
  readEstimateRecord,
  type EstimatePictures,
  type EstimateRecord,
} from '../inpaintings/estimate-folder.ts'
import { fillHole } from '../inpaintings/fill-hole.ts'
import { readProblemPictures, type InpaintingRecord, type ProblemPictures } from '../inpaintings/inpainting-folder.ts'
import { readInpaintingRecord } from '../inpaintings/read-inpainting.ts'
import { convertingFactor, type Conversion } from '../maps/converting-factor.ts'
import { writePatchFits, writePatchNpy, writePatchPng, type PatchPicture } from '../maps/patch-files.ts'
import type { WrittenFile } from '../host/written-file.ts'
import { writeFigures } from './write-figures.ts'
import { inpaintingCards, inpaintingHistory } from './inpainting-provenance.ts'
import { writeInpaintingMap } from './write-inpainting-map.ts'
import { makeFolder } from '../../files/make-folder.ts'

export interface InpaintingExport extends Conversion {
  folder: string
  /** Names of estimates; null for all complete ones. */
  estimates?: readonly string[] | null
  formats: readonly InpaintingFormat[]
  out: string
}

/**
 * Writes estimates of an inpainting in standardised units (`...-standard`) and in the map's own, or another unit of sky
 * brightness (`...-map`). A FITS file holds the filled patch (the data, with the estimate in the hole), the estimate
 * everywhere, its standard deviation and its samples if it has them, the original and the mask as images FILLED, FILL,
 * STD, SAMPLES, ORIGINAL and MASK, with the full WCS and provenance; .npy and PNG have one file each for
 * the first three. A figure shows all estimates. A HEALPix map (`...-healpix.fits`) has the pixels in the hole.
 * @throws CirrusError refused if the folder holds no such estimate, for a unit that can't be converted, or for a HEALPix
 *   map of a patch whose position is not known; the system's error if nothing can be written
 */
export async function exportInpainting(order: InpaintingExport): Promise<WrittenFile[]> {
  const record = await readInpaintingRecord(order.folder)
  const names = order.estimates ?? (await completeEstimates(order.folder))
  if (names.length === 0) throw refused(order.folder, '', 'this inpainting has no complete estimate')
  const own = unitOf(record)
  const { factor, unit: converted } = convertingFactor(order, order.folder, 'unit of the patch', own)
  const problem = await readProblemPictures(order.folder)
  const stem = basename(resolve(order.folder))
  const files: WrittenFile[] = []
  const drawn: InpaintingPictures['estimates'][number][] = []
  for (const name of names) {
    const folder = estimateFolder(order.folder, name)
    const of = { record, estimate: await readEstimateRecord(folder), name }
    const conversion = converted === own ? null : order
    const made = await readEstimatePictures(folder)
    await makeFolder(order.out)
    drawn.push(drawnEstimate(name, of.estimate, { record, problem, made }))
    if (order.formats.includes('healpix')) {
      files.push(
        await writeInpaintingMap(
          join(order.out, `${stem}-${name}-healpix.fits`),
          { record, problem, made, factor, unit: converted },
          { cards: inpaintingCards(of), history: inpaintingHistory(of, conversion, 'pixels of a map') },
        ),
      )
    }
    const history = inpaintingHistory(of, conversion, 'pictures')
    for (const units of ['standard', 'map'] as const) {
      const unit = units === 'standard' ? '' : converted
      const images = picturesIn(units, { record, problem, made, factor }).map((one) => ({ ...one, unit }))
      const path = (what: string, ending: string) => join(order.out, `${stem}-${name}${what}-${units}.${ending}`)
      for (const format of order.formats) {
        if (format === 'figure' || format === 'healpix') continue
        if (format === 'fits') {
          const mask = { name: 'MASK', values: Float32Array.from(problem.mask), unit: '' }
          const all = [...images, mask]
          files.push(await writePatchFits(path('', 'fits'), record, all, inpaintingCards(of), history))
          continue
        }
        const write = format === 'npy' ? writePatchNpy : writePatchPng
        for (const { name: what, values } of images.filter(({ name }) => ['FILLED', 'FILL', 'STD'].includes(name)))
          files.push(await write(path(`-${what.toLowerCase()}`, format), record, values))
      }
    }
  }
  if (order.formats.includes('figure')) {
    const figure = inpaintingFigure(`${stem}-figure`, {
      ...{ size: record.size, statistics: record.statistics, estimates: drawn, original: problem.original },
      corrupted: problem.data.map((value, i) => (problem.mask[i] === 1 ? value : NaN)),
      subject: `patch ${record.problem.patch} (mask ${maskTitle(record.problem.mask)}, ${noiseWords(record.problem.noise)})`,
    })
    files.push(...(await writeFigures([figure], { out: order.out })))
  }
  return files
}

/** An estimate as a column of the figure. */
function drawnEstimate(
  name: string,
  { result, statistics }: EstimateRecord,
  { record, problem: { original, data, mask }, made: { fill, deviation, samples } }: Source,
): InpaintingPictures['estimates'][number] {
  const filledBy = (values: Float32Array) => fillHole(data, values, mask, record.problem)
  return {
    ...{ title: estimateTitle(name), filled: filledBy(fill), deviation, error: result.error.inside, statistics },
    residual: original.map((value, i) => value - fill[i]),
    sample: samples && filledBy(samples.subarray(0, fill.length)),
  }
}

/** What pictures of an estimate are made of. */
interface Source {
  record: InpaintingRecord
  problem: ProblemPictures
  made: EstimatePictures
}

/** The pictures of an estimate, in standardised units or in the map's own times `factor`. */
function picturesIn(
  units: 'standard' | 'map',
  {
    record,
    problem: { original, data, mask },
    made: { fill, deviation, samples },
    factor,
  }: Source & { factor: number },
): Omit<PatchPicture, 'unit'>[] {
  const isStandard = units === 'standard'
  const inUnit = (values: Float32Array) =>
    isStandard ? values : toMapUnits(values, record, record).map((value) => value * factor)
  const filledBy = (values: Float32Array) => inUnit(fillHole(data, values, mask, record.problem))
  const centre = toMapUnits(fill, record, record)
  const spread = (z: number, i: number) => (isStandard ? z : z * record.std * slopeAt(centre[i], record) * factor)
  const planes = samples ? samples.length / fill.length : 0
  const drawn = Float32Array.from(
    Array.from({ length: planes }, (_, k) => [
      ...filledBy(samples!.slice(k * fill.length, (k + 1) * fill.length)),
    ]).flat(),
  )
  return [
    { name: 'FILLED', values: filledBy(fill) },
    { name: 'FILL', values: inUnit(fill) },
    ...(deviation ? [{ name: 'STD', values: deviation.map(spread) }] : []),
    ...(planes > 0 ? [{ name: 'SAMPLES', values: drawn, planes }] : []),
    { name: 'ORIGINAL', values: inUnit(original) },
  ]
}
