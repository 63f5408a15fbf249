import type { Reported } from '../../src-main/figures/report/report.ts'
import { datasetRecipeSchema } from '../../src-preload/contract/datasets.ts'
import { madeValidation } from './made-validation.ts'

/** A validation of clouds with everything that a report shows, without its figures. */
export function madeReport(split: 'random' | 'disjoint' = 'random'): Reported {
  return {
    validated: madeValidation(),
    figures: [],
    prefix: split === 'random' ? '' : 'beside-',
    checkpoint: 'best',
    maskChecksum: null,
    createdAt: '2026-11-23T10:00:00.000Z',
    cirrus: '0.1.0',
    command: 'cirrus reconstruct run --report --out validation',
    provenance: {
      map: {
        path: '/data/maps/<iris>.fits',
        column: 'I_100UM',
        unit: 'MJy/sr',
        nside: 512,
        ordering: 'RING',
        coordsys: 'G',
        citation: 'Miville-Deschênes & Lagache 2005',
      },
      stack: null,
      checksum: split === 'random' ? 'ab12cd' : null,
      dataset: {
        folder: '/data/demo',
        recipe: datasetRecipeSchema.parse({ size: 32, split, seed: 4 }),
        count: 200,
        splits: { train: 140, validation: 30, test: 30, unused: 0 },
        overlap: split === 'random' ? 0.953 : 0,
        fingerprint: 'f00d',
      },
    },
    environments: [
      {
        startedAt: '2026-11-23T09:00:00.000Z',
        cirrus: '0.1.0',
        tensorflow: '2.21.0',
        kind: 'cpu',
        device: 'Some Processor',
        driver: null,
        memoryBytes: 12.1e9,
        threads: { intraOp: 2, interOp: 1 },
        productPrecision: 'float32',
        bfloat16Kernels: 'rounded',
        xla: false,
        note: null,
      },
    ],
  }
}

/** The cells of a table row, by its header. */
export function cellsOf(page: string, name: string): string[] {
  const row = new RegExp(`<tr><th scope="row">${name}</th>(.*?)</tr>`).exec(page)![1]
  return [...row.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, text]) => text)
}
