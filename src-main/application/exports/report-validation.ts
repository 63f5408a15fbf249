import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { reconstructCommand } from '../../../src-preload/contract/command-line.ts'
import { readMetrics } from '../../engine/training/metrics.ts'
import { runFiles } from '../../engine/training/run-folder.ts'
import { writeFileAtomically } from '../../files/atomic.ts'
import type { Provenance, Reported } from '../../figures/report/report.ts'
import type { Validated } from '../../figures/validation/index.ts'
import type { Engine } from '../host/engine.ts'
import { readDataset, type DatasetRecord } from '../datasets/dataset-folder.ts'
import { unitOf } from '../datasets/patch-origin.ts'
import { checksumOf } from '../../files/file-checksum.ts'
import { readRun } from '../runs/run-folder.ts'
import {
  readValidationArray,
  readValidationPictures,
  readValidationRecord,
  validationFiles,
} from '../validations/validation-folder.ts'
import { validationInterpolation } from '../validations/report-interpolation.ts'
import { writeFigures } from './write-figures.ts'
import { writtenFile, type WrittenFile } from '../host/written-file.ts'

/** A validation's folder, and the name of its run. */
export interface ReportSubject {
  folder: string
  name: string
}

export interface ReportOrder {
  subject: ReportSubject
  /** Another validation to show beside it, for example of the other split. */
  beside: ReportSubject | null
  out: string
  signal?: AbortSignal
  onProgress?(fraction: number, note: string): void
}

/**
 * Writes the figures of a validation (SVG, PDF, PNG, CSV) and report.html, with those of another validation beside it
 * if given. Only the interpolation of Fig. 5 needs the engine, and only once.
 * @throws CirrusError refused for a folder without a complete validation, or whose run or dataset is gone | engine-...
 */
export async function reportValidation(
  engine: Engine,
  { subject, beside, out, signal, onProgress = () => {} }: ReportOrder,
): Promise<WrittenFile[]> {
  const all: Reported[] = []
  const files: WrittenFile[] = []
  const subjects = beside ? [subject, beside] : [subject]
  for (const [i, each] of subjects.entries()) {
    const progress = (share: number, note: string) => onProgress((i + share) / subjects.length, note)
    progress(0, 'drawing the figures')
    const role =
      i === 0 ? { prefix: '', beside: beside && resolve(beside.folder) } : { prefix: 'beside-', beside: null }
    const reported = await reportedOf(engine, each, role, signal)
    files.push(
      ...(await writeFigures(reported.figures, {
        out,
        prefix: reported.prefix,
        signal,
        onFigure: (done, count) => progress(0.2 + (0.8 * done) / count, `figure ${done} of ${count}`),
      })),
    )
    all.push(reported)
  }
  const path = join(out, 'report.html')
  const { reportPage } = await import('../../figures/report/report.ts')
  await writeFileAtomically(path, await reportPage(all))
  return [await writtenFile(path), ...files]
}

async function reportedOf(
  engine: Engine,
  { folder, name }: ReportSubject,
  { prefix, beside }: { prefix: string; beside: string | null },
  signal?: AbortSignal,
): Promise<Reported> {
  const record = await readValidationRecord(folder)
  const run = await readRun(record.run)
  const dataset = await readDataset(record.dataset.folder)
  const { size, width, results, patches, nearest, epoch, config } = record
  const validated: Validated = {
    run: name,
    split: config.split,
    epoch,
    samples: config.samples,
    prior: config.prior,
    size,
    width,
    unit: unitOf(record),
    scale: record.scale,
    softening: record.softening,
    standardisation: record.standardisation,
    spectra: config.spectra,
    config: run.config,
    metrics: await readMetrics(runFiles(record.run).metrics),
    results,
    patches,
    nearest,
    interpolation: await validationInterpolation(engine, folder, record, signal),
    array: async (array) =>
      existsSync(validationFiles(folder).array(array)) ? (await readValidationArray(folder, array)).values : null,
    pictures: (kind, places) =>
      Promise.all(
        places.map((place) => readValidationPictures(folder, kind, record.channel, { from: place, count: 1 })),
      ),
  }
  // Figures load ECharts and PDFKit, which takes half a second that only callers who draw them should pay for.
  const { validationFigures } = await import('../../figures/validation/index.ts')
  return {
    validated,
    figures: await validationFigures(validated),
    prefix,
    checkpoint: config.checkpoint,
    maskChecksum: record.maskChecksum,
    createdAt: record.createdAt,
    cirrus: record.cirrus,
    provenance: await provenanceOf(dataset.record, resolve(record.dataset.folder)),
    environments: run.record.environments,
    command: reconstructCommand(record.run, config, name, beside),
  }
}

const provenanceOf = async (
  { map, stack, recipe, count, splits, overlap, fingerprint }: DatasetRecord,
  folder: string,
): Promise<Provenance> => ({
  map,
  stack,
  checksum: await checksumOf((map ?? stack)!.path).catch(() => null),
  dataset: { folder, recipe, count, splits, overlap, fingerprint },
})
