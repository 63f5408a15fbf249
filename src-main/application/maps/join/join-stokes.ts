import { resolve } from 'node:path'
import packageFacts from '../../../../package.json' with { type: 'json' }
import type { Ordering } from '../../../../src-shared/sky/healpix/map.ts'
import type { PolarisationConvention } from '../../../../src-shared/sky/polarisation.ts'
import { checksumOf } from '../../../files/file-checksum.ts'
import { needsDouble } from '../../../sky/fits/column-form.ts'
import type { Coordsys } from '../../../sky/fits/frame-words.ts'
import { readMapColumn } from '../../../sky/fits/map-column.ts'
import { writeHealpixMap } from '../../../sky/fits/write-map.ts'
import { requireFreeFile } from '../../host/require-free-file.ts'
import { conversionCards } from '../convert/conversion-cards.ts'
import { chooseParts, type StokesFiles } from './stokes-parts.ts'

export interface JoinOrder extends StokesFiles {
  /** The file to write. */
  out: string
  /** Whether it may exist. */
  overwrite?: boolean
  signal?: AbortSignal
  onProgress?(fraction: number, note: string): void
}

export interface JoinedMap {
  out: string
  nside: number
  ordering: Ordering
  coordsys: Coordsys
  /** sign convention of U; null if neither file names it */
  polcconv: PolarisationConvention | null
  unit: string
  /** Where each parameter comes from, with the SHA-256 of its file. */
  parts: { stokes: 'I' | 'Q' | 'U'; path: string; column: string; checksum: string; missing: number }[]
}

/**
 * Writes Stokes parameters that lie in separate files as one polarised HEALPix map, column by column, so that one of them
 * at a time is in memory. Cards and HISTORY are those of Q; HISTORY then names the files with their checksums. Partial
 * maps become full ones.
 * @throws CirrusError conflict if the output exists; refused for maps that do not belong together; FitsError
 */
export async function joinStokes({ out, overwrite, signal, onProgress, ...files }: JoinOrder): Promise<JoinedMap> {
  const { parts: chosen, polcconv } = await chooseParts(files)
  requireFreeFile(out, overwrite)
  const parts: JoinedMap['parts'] = []
  for (const { stokes, path, name } of chosen) {
    onProgress?.(0, `checksum of ${path}`)
    const checksum = await checksumOf(path, 'sha256', signal)
    parts.push({ stokes, path: resolve(path), column: name, checksum, missing: 0 })
  }
  const { header, unit, column } = chosen.at(-2)! // Q
  const { nside, ordering, coordsys } = header
  const kept = conversionCards({ columns: [{ header, column }], stokes: [], polcconv })
  await writeHealpixMap(
    out,
    {
      ...{ nside, ordering, coordsys },
      columns: chosen.map(({ stokes, path, name, column }, n) => ({
        name: `${stokes}_STOKES`,
        unit: unit ?? '',
        type: needsDouble(column.form) ? 'float64' : 'float32',
        values: async () => {
          const { values, statistics } = await readMapColumn(path, name, { signal })
          parts[n].missing = values.length - statistics.count + statistics.missing
          return (target, first) => target.set(values.subarray(first, first + target.length))
        },
      })),
      cards: [{ keyword: 'POLAR', value: true, comment: 'Stokes parameters' }, ...kept],
      history: [
        ...header.cards.cards.filter(({ keyword }) => keyword === 'HISTORY').map(({ comment }) => comment),
        `Joined by Cirrus ${packageFacts.version}:`,
        ...parts.map(
          ({ stokes, path, column, checksum }) => `${stokes} from ${path}, column ${column}, SHA-256 ${checksum}.`,
        ),
      ],
    },
    { signal, onProgress: (n, share) => onProgress?.((n + share) / chosen.length, `Stokes ${chosen[n].stokes}`) },
  )
  return { out: resolve(out), nside, ordering, coordsys, polcconv, unit: unit ?? '', parts }
}
