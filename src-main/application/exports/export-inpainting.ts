import { mkdir } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import packageFacts from '../../../package.json' with { type: 'json' }
import type { ExportFormat } from '../../../src-preload/contract/exports.ts'
import { toMapUnits } from '../../../src-shared/sky/scale.ts'
import { inUserLanguage } from '../host/user-errors.ts'
import {
  readInpaintingPictures,
  readInpaintingRecord,
  type InpaintingRecord,
} from '../inpaintings/inpainting-folder.ts'
import { writePatchFits, writePatchNpy, writePatchPng, type PatchPicture } from '../maps/patch-files.ts'
import type { WrittenFile } from '../host/written-file.ts'

/**
 * Writes an inpainted patch, in standardised units (`...-standard`) and in the map's own (`...-map`). FITS files hold the
 * inpainted patch (data where observed, the model in the hole), the original, the model's reconstruction and the mask,
 * with the full WCS and provenance; .npy and PNG hold the inpainted patch.
 * @throws CirrusError refused if the folder holds no finished inpainting, or the disk is full
 */
export async function exportInpainting(order: {
  folder: string
  formats: readonly ExportFormat[]
  out: string
}): Promise<WrittenFile[]> {
  return inUserLanguage(async () => {
    const record = await readInpaintingRecord(order.folder)
    const pictures = await readInpaintingPictures(order.folder)
    // Through a beam no pixel is observed as it is.
    const known = (i: number) => record.config.operator.kind === 'mask' && pictures.mask[i] === 1
    const inpainted = pictures.original.map((value, i) => (known(i) ? value : pictures.reconstruction[i]))
    await mkdir(order.out, { recursive: true })
    const stem = basename(resolve(order.folder))
    const files: WrittenFile[] = []
    for (const kind of ['standard', 'map'] as const) {
      const inUnit = (values: Float32Array) => (kind === 'standard' ? values : toMapUnits(values, record, record.scale))
      const unit = kind === 'standard' ? '' : record.map.unit
      const path = (ending: string) => join(order.out, `${stem}-${kind}${ending}`)
      for (const format of order.formats) {
        if (format === 'npy') files.push(await writePatchNpy(path('.npy'), record, inUnit(inpainted)))
        else if (format === 'png') files.push(await writePatchPng(path('.png'), record, inUnit(inpainted)))
        else {
          const images: PatchPicture[] = [
            { name: 'INPAINTED', values: inUnit(inpainted), unit },
            { name: 'ORIGINAL', values: inUnit(pictures.original), unit },
            { name: 'RECONSTRUCTION', values: inUnit(pictures.reconstruction), unit },
            { name: 'MASK', values: pictures.mask, unit: '' },
          ]
          files.push(await writePatchFits(path('.fits'), record, images, provenanceCards(record), provenance(record)))
        }
      }
    }
    return files
  })
}

const provenanceCards = (record: InpaintingRecord) => [
  { keyword: 'ORIGIN', value: `Cirrus ${record.cirrus}`, comment: 'program that made the inpainting' },
  { keyword: 'DATE', value: record.createdAt.slice(0, 19), comment: 'when it was made (UTC)' },
  { keyword: 'SIGMA', value: record.config.sigma, comment: 'noise of the data, standardised units' },
  { keyword: 'CHI2', value: record.result.chi2, comment: 'over the observed pixels' },
  { keyword: 'DOF', value: record.result.degreesOfFreedom, comment: 'observed pixels minus latent dimension' },
  { keyword: 'PATMEAN', value: record.mean, comment: `mean of the patch (${record.scale} of the map's unit)` },
  { keyword: 'PATSTD', value: record.std, comment: 'standard deviation of the same' },
]

function provenance(record: InpaintingRecord): string[] {
  const { config, map } = record
  const beam = config.operator.kind === 'beam' ? `beam of ${config.operator.fwhm} arcmin, ` : ''
  const back = record.scale === 'log' ? 'exp(PATSTD x + PATMEAN)' : 'PATSTD x + PATMEAN'
  return [
    `Cut from ${map.path}, column ${map.column}, at l ${record.lon} b ${record.lat}: gnomonic, bilinear HEALPix interpolation.`,
    ...(map.citation ? [`Data: ${map.citation}`] : []),
    `Standardised per patch; ${back} gives ${map.unit || "the map's unit"}.`,
    `Dataset ${record.dataset}, patch ${config.patch} (${record.split}).`,
    `Model ${record.run}, epoch ${record.epoch}, ${record.latentDimension} latents.`,
    `Inpainted as in Thorne, Knox & Prabhu 2021, Eq. 13, with L-BFGS: mask ${config.mask.kind === 'file' ? config.mask.path : config.mask.kind}, ` +
      `${beam}sigma ${config.sigma}, ${config.starts} starts, seed ${config.seed}, ${record.result.iterations} iterations.`,
    `Written by Cirrus ${packageFacts.version}.`,
  ]
}
