import type { BandTable } from '../../../src-shared/sky/bands.ts'
import type { ByteSource } from './byte-source.ts'
import { decodeValues } from './decode-values.ts'
import { FitsError } from './fits-error.ts'
import type { FitsHdu } from './hdu.ts'
import { readData } from './read-data.ts'
import { tableColumns, type TableColumn } from './table-columns.ts'

/** As many as a table may have columns. */
const mostBands = 999

/**
 * The energies of a file's bands: the table EBOUNDS with their edges (OGIP 92-002), or the table ENERGIES with one
 * energy each, as gamma-ray maps have them. Null if there is none, or if it is damaged: the maps are good without it.
 */
export async function readBands(source: ByteSource, hdus: readonly FitsHdu[]): Promise<BandTable | null> {
  try {
    return await bandTable(source, hdus)
  } catch (error) {
    if (error instanceof FitsError) return null
    throw error
  }
}

async function bandTable(source: ByteSource, hdus: readonly FitsHdu[]): Promise<BandTable | null> {
  for (const hdu of hdus) {
    const rows = hdu.axes[1] ?? 0
    if (hdu.kind !== 'table' || !/^(EBOUNDS|ENERGIES)$/i.test(hdu.name) || rows < 1 || rows > mostBands) continue
    const columns = tableColumns(source.file, hdu).filter(({ form }) => form?.repeat === 1)
    const named = (name: RegExp) => columns.find((column) => name.test(column.name))
    const [low, high] = [named(/^E_?MIN$/i), named(/^E_?MAX$/i)]
    const centre = named(/^(ENERGY|ENERGIES|[KMGT]?EV)$/i)
    const bytes = low && high ? await readData(source, hdu) : centre ? await readData(source, hdu) : null
    if (!bytes) continue
    const valuesOf = (column: TableColumn) => {
      const values = new Float64Array(rows)
      decodeValues({ view: new DataView(bytes.buffer), rowBytes: hdu.axes[0], rows }, column.form!, values)
      return values
    }
    if (low && high) {
      const [from, to] = [valuesOf(low), valuesOf(high)]
      return {
        unit: low.unit ?? 'keV',
        bands: Array.from(from, (value, i) => ({ low: finite(value), high: finite(to[i]), centre: null })),
      }
    }
    const unit = centre!.unit ?? (/EV$/i.test(centre!.name) ? centre!.name : 'MeV')
    return { unit, bands: Array.from(valuesOf(centre!), (value) => ({ low: null, high: null, centre: finite(value) })) }
  }
  return null
}

const finite = (value: number) => (Number.isFinite(value) ? value : null)
