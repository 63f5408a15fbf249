import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { writeFileAtomically } from '../../src-main/files/atomic.ts'
import { readMapColumn } from '../../src-main/sky/fits/map-column.ts'
import { formatInt16Map } from '../../src-main/sky/fits/write-table.ts'
import { npixOf, type MapValues } from '../../src-shared/sky/healpix/map.ts'
import { regrid } from '../../src-shared/sky/healpix/regrid.ts'
import { linearRelativeError, quantiseLog10 } from './quantise.ts'

/**
 * The demo map as the bytes of a FITS file: IRIS 100 um of nside 1024 averaged to nside 512 and stored as 16-bit
 * logarithms, because linear steps would cause errors of 24 % at the faint end.
 * @param source the IRIS map of nside 1024, RING, Galactic, MJy/sr
 */
export async function makeDemoMap(source: string): Promise<Uint8Array> {
  const { values, header } = await readMapColumn(source)
  if (header.kind !== 'healpix' || header.nside !== 1024 || header.ordering !== 'RING' || header.coordsys !== 'G') {
    throw new RangeError(`${source} is not the IRIS map of nside 1024, RING, Galactic`)
  }
  const map = averaged(values)
  const quantised = quantiseLog10(map)
  const range = map.reduce(([min, max], value) => [Math.min(min, value), Math.max(max, value)], [Infinity, 0])
  return formatInt16Map({
    nside: 512,
    ordering: 'RING',
    coordsys: 'G',
    name: 'I_100UM',
    unit: 'log(MJy/sr)',
    ...quantised,
    exponentBase: 10,
    cards: [
      { keyword: 'EXTNAME', value: 'IRIS 100um' },
      {
        keyword: 'QERRMAX',
        value: roundedUp(quantised.largestRelativeError),
        comment: 'largest relative error of 16 bits',
      },
      {
        keyword: 'QERRLIN',
        value: roundedUp(linearRelativeError(range[0], range[1])),
        comment: 'what linear 16 bits would have made',
      },
      { keyword: 'WAVELEN', value: 100, comment: '[um]' },
      { keyword: 'BEAM', value: 4.3, comment: '[arcmin] full width at half maximum of IRIS' },
      { keyword: 'AUTHOR', value: 'Miville-Deschenes & Lagache', comment: 'of the survey this is made from' },
      { keyword: 'REFERENC', value: '2005ApJS..157..302M', comment: 'please cite' },
      {
        keyword: 'COMMENT',
        value:
          'The column holds log10 of the intensity in MJy/sr: intensity = 10 ** column. Readers that know the card TEXPB1 (the base) give MJy/sr.',
      },
      { keyword: 'COMMENT', value: 'With healpy: intensity = 10 ** healpy.read_map(file, dtype=float)' },
      {
        keyword: 'COMMENT',
        value:
          'Derived file, not an official product. Cite: Miville-Deschenes, M.-A. & Lagache, G. 2005, ApJS 157, 302 (IRIS: A New Generation of IRAS Maps).',
      },
    ],
    history: [
      'IRIS NOHOLES 100 um plates, mosaicked to HEALPix nside 1024 (bilinear at pixel centres, plates blended)',
      'nside 1024 to 512: mean intensity of the four child pixels',
      'log10 of the intensity, quantised to 16-bit integers between its smallest and largest value',
      'made by resources/demo-map/make.ts of Cirrus',
    ],
  })
}

/** The source map averaged to the demo map's nside. */
export function averaged(values: MapValues): Float32Array {
  const grid = { nside: 512, ordering: 'RING', frame: 'G' } as const
  const valueAt = regrid({ nside: 1024, ordering: 'RING', frame: 'G', values }, grid)
  return Float32Array.from({ length: npixOf(512) }, (_, pixel) => valueAt(pixel))
}

/**
 * Compressed with gzip at its highest level; Node writes no name or time into the file, so equal maps give equal bytes.
 */
export function compressDemoMap(map: Uint8Array): Uint8Array {
  return gzipSync(map, { level: 9 })
}

/** Rounded up to two digits, so that a stated error is never too small. */
function roundedUp(value: number): number {
  const step = 10 ** (Math.floor(Math.log10(value)) - 1)
  return Number((Math.ceil(value / step) * step).toPrecision(2))
}

export const demoMapPath = fileURLToPath(new URL('./iris-100um-nside512.fits.gz', import.meta.url))

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const beside = fileURLToPath(new URL('../../../shared/data/dust/iris100_n1024_ring.fits', import.meta.url))
  const compressed = compressDemoMap(await makeDemoMap(resolve(process.argv[2] ?? beside)))
  await writeFileAtomically(demoMapPath, compressed)
  console.log(`${demoMapPath}: ${compressed.length} bytes`)
}
