import { fileName } from '../text/file-name.ts'

/** Speed of light in GHz times micrometres. */
const lightSpeed = 299792.458

/** Nominal frequencies of Planck's bands in GHz, as its files are named. */
const planckBand = /(?:^|[^0-9.])(030|044|070|100|143|217|353|545|857)(?![0-9])/

/**
 * The frequency in GHz that a file's name suggests: `545GHz`, `iris-100um`, or a band of Planck. Null if it says
 * nothing. It is a guess, to be confirmed by whoever knows the map.
 */
export function guessFrequency(name: string): number | null {
  const base = fileName(name)
  const gigahertz = /(\d+(?:\.\d+)?)[ _-]?ghz/i.exec(base)
  if (gigahertz) return Number(gigahertz[1])
  const micrometres = /(\d+(?:\.\d+)?)[ _-]?(?:um|µm|μm|micron)(?![a-z])/i.exec(base)
  if (micrometres) return Number((lightSpeed / Number(micrometres[1])).toPrecision(4))
  const isPlanck = /planck|^(?:com|hfi|lfi)_|gnilc|npipe|skymap/i.test(base)
  const band = isPlanck ? planckBand.exec(base) : null
  return band && Number(band[1])
}
