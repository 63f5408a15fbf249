import type { ValidationArray } from '../../../../src-preload/contract/validations.ts'
import { writeValidationArray } from '../validation-folder.ts'
import type { MeasuredSets } from './measure-sets.ts'

/** Writes the spectra of every patch of every set, [patches, bands] each. */
export async function writeSpectra(folder: string, { sets, cross }: MeasuredSets): Promise<void> {
  const write = async (name: ValidationArray, rows: readonly Float64Array[]) => {
    const bands = rows[0].length
    const all = new Float32Array(rows.length * bands)
    rows.forEach((row, i) => all.set(row, i * bands))
    await writeValidationArray(folder, name, all, [rows.length, bands])
  }
  for (const name of ['original', 'reconstruction', 'residual', 'linear', 'sample', 'train'] as const) {
    await write(
      `${name}-spectra`,
      sets[name]!.map(({ spectrum }) => spectrum),
    )
  }
  await write('cross-spectra', cross.reconstruction)
}
