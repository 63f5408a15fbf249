import { mkdir } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import packageFacts from '../../../package.json' with { type: 'json' }
import type { ExportFormat } from '../../../src-preload/contract/exports.ts'
import { toMapUnits, unscaledWords } from '../../../src-shared/sky/scale.ts'
import { originHistory, standardCards, standardisedWords, unitOf } from '../datasets/patch-origin.ts'
import {
  readInpaintingPictures,
  readInpaintingRecord,
  type InpaintingRecord,
} from '../inpaintings/inpainting-folder.ts'
import { conversionNote, convertingFactor, type Conversion } from '../maps/converting-factor.ts'
import { writePatchFits, writePatchNpy, writePatchPng, type PatchPicture } from '../maps/patch-files.ts'
import type { WrittenFile } from '../host/written-file.ts'

export interface InpaintingExport extends Conversion {
  folder: string
  formats: readonly ExportFormat[]
  out: string
}

/**
 * Writes an inpainting in standardised units (`...-standard`) and in the map's own, or another unit of sky brightness
 * (`...-map`). A FITS file holds the
 * filled patch (the data, with the model in the hole), the model everywhere, the original and the mask as images
 * FILLED, MODEL, ORIGINAL and MASK, with the full WCS and provenance; .npy and PNG have one file each for `filled` and
 * `model`.
 * @throws CirrusError refused if the folder holds no complete inpainting, or for a unit that can't be converted; the system's error if nothing can be written
 */
export async function exportInpainting(order: InpaintingExport): Promise<WrittenFile[]> {
  const record = await readInpaintingRecord(order.folder)
  const own = unitOf(record)
  const converted = convertingFactor(order, order.folder, 'unit of the patch', own)
  const history = [
    ...provenance(record),
    ...(converted.unit === own ? [] : [`Map's unit: ${conversionNote(order, own)}`]),
  ]
  const pictures = await readInpaintingPictures(order.folder, record.config.operator)
  await mkdir(order.out, { recursive: true })
  const stem = basename(resolve(order.folder))
  const files: WrittenFile[] = []
  for (const kind of ['standard', 'map'] as const) {
    const inUnit = (values: Float32Array) =>
      kind === 'standard' ? values : toMapUnits(values, record, record).map((value) => value * converted.factor)
    const unit = kind === 'standard' ? '' : converted.unit
    const path = (name: string) => join(order.out, `${stem}-${name}`)
    for (const format of order.formats) {
      if (format === 'fits') {
        const images: PatchPicture[] = [
          { name: 'FILLED', values: inUnit(pictures.filled), unit },
          { name: 'MODEL', values: inUnit(pictures.model), unit },
          { name: 'ORIGINAL', values: inUnit(pictures.original), unit },
          { name: 'MASK', values: pictures.mask, unit: '' },
        ]
        const file = path(`${kind}.fits`)
        files.push(await writePatchFits(file, record, images, provenanceCards(record), history))
        continue
      }
      const write = format === 'npy' ? writePatchNpy : writePatchPng
      for (const name of ['filled', 'model'] as const)
        files.push(await write(path(`${name}-${kind}.${format}`), record, inUnit(pictures[name])))
    }
  }
  return files
}

const provenanceCards = (record: InpaintingRecord) => [
  { keyword: 'ORIGIN', value: `Cirrus ${record.cirrus}`, comment: 'program that made the inpainting' },
  { keyword: 'DATE', value: record.createdAt.slice(0, 19), comment: 'when it was made (UTC)' },
  { keyword: 'SIGMA', value: record.config.sigma, comment: 'noise of the data, standardised units' },
  { keyword: 'CHI2', value: record.result.chi2, comment: 'over the observed pixels' },
  { keyword: 'DOF', value: record.result.degreesOfFreedom, comment: 'observed pixels minus latent dimension' },
  ...standardCards(record.standardisation, record, record),
]

function provenance(record: InpaintingRecord): string[] {
  const { config } = record
  const { operator } = config
  const beam = operator.kind === 'beam' ? `beam of ${operator.fwhm} arcmin, ` : ''
  return [
    ...originHistory(record),
    `${standardisedWords[record.standardisation]}; ${unscaledWords(record, 'PATSTD x + PATMEAN')} gives ${unitOf(record) || 'the original unit'}.`,
    `Dataset ${record.dataset}, patch ${config.patch} (${record.split}).`,
    `Model ${record.run}, epoch ${record.epoch}, ${record.latentDimension} latents.`,
    operator.kind === 'beam'
      ? 'FILLED and MODEL are the model everywhere: with a beam, no pixel is observed unblurred.'
      : 'FILLED is the data where observed and the model in the hole; MODEL is the model everywhere.',
    `Inpainted as in Thorne, Knox & Prabhu 2021, Eq. 13, with L-BFGS: mask ${config.mask.kind === 'file' ? config.mask.path : config.mask.kind}, ` +
      `${beam}sigma ${config.sigma}, ${config.starts} starts, seed ${config.seed}, ${record.result.iterations} iterations.`,
    `Written by Cirrus ${packageFacts.version}.`,
  ]
}
