import { SkyError } from './sky-error.ts'

/** Planck constant (J s), Boltzmann constant (J/K) and speed of light (m/s), exact in the SI of 2019. */
const [h, k, c] = [6.62607015e-34, 1.380649e-23, 299792458]
/** Temperature of the CMB in K: Fixsen 2009, ApJ 707, 916. */
const CMB_TEMPERATURE = 2.7255
/** MJy/sr in W/m²/Hz/sr */
const MEGAJANSKY = 1e-20

type Quantity = 'intensity' | 'K_CMB' | 'K_RJ'
const prefixes: Readonly<Record<string, number>> = { '': 1, m: 1e-3, u: 1e-6, µ: 1e-6, μ: 1e-6, n: 1e-9 }
const janskys: Readonly<Record<string, number>> = { '': 1e-6, k: 1e-3, M: 1 }

/** What a unit measures and its size: in MJy/sr, or in K. Null for a unit of anything else. */
function readUnit(unit: string): { quantity: Quantity; size: number } | null {
  const plain = unit.replace(/[\s^_]/g, '')
  const kelvin = /^([munµμ]?)K(CMB|RJ)$/i.exec(plain)
  if (kelvin) return { quantity: kelvin[2].toUpperCase() === 'RJ' ? 'K_RJ' : 'K_CMB', size: prefixes[kelvin[1]] }
  const jansky = /^([kM]?)Jy(?:\/sr|\.?sr-1|\*sr\*?\*?-1)$/.exec(plain)
  return jansky && { quantity: 'intensity', size: janskys[jansky[1]] }
}

/**
 * Intensity of 1 K in MJy/sr at a frequency in Hz: 2 k ν²/c² for a Rayleigh-Jeans temperature, and for a small change
 * of the CMB's temperature that times x² eˣ/(eˣ - 1)², x = hν/kT (Planck 2013 results IX, Eqs. 7 and 8, for a line).
 */
function intensityOfKelvin(quantity: Quantity, frequency: number): number {
  if (quantity === 'intensity') return 1
  const rayleighJeans = (2 * k * frequency ** 2) / c ** 2 / MEGAJANSKY
  if (quantity === 'K_RJ') return rayleighJeans
  const x = (h * frequency) / (k * CMB_TEMPERATURE)
  // e^x/(e^x - 1)² as 1/(4 sinh²(x/2)), which neither overflows nor cancels.
  return rayleighJeans * (x / 2 / Math.sinh(x / 2)) ** 2
}

/** Units that a value can be converted to, as they are written. */
export const skyUnits = ['K_CMB', 'mK_CMB', 'uK_CMB', 'K_RJ', 'mK_RJ', 'uK_RJ', 'MJy/sr', 'kJy/sr', 'Jy/sr'] as const

export type SkyUnit = (typeof skyUnits)[number]

/** Whether values in this unit can be converted to `skyUnits`. */
export const isSkyUnit = (unit: string): boolean => readUnit(unit) !== null

/** Whether a conversion between two such units depends on the frequency. */
export const needsFrequency = (from: string, to: string): boolean => readUnit(from)?.quantity !== readUnit(to)?.quantity

/**
 * The factor from one unit of sky brightness to another, for a monochromatic measurement: a broad band needs its own
 * colour correction.
 * @param frequency in GHz; needed between different quantities
 * @throws SkyError map if either is not such a unit, or without a frequency where one is needed
 */
export function unitFactor(from: string, to: string, frequency: number | null): number {
  const [source, target] = [from, to].map((unit) => {
    const read = readUnit(unit)
    if (read) return read
    const given = unit.trim() === '' ? 'no unit is given' : `"${unit}" is not a unit of sky brightness`
    throw new SkyError('map', `${given}; known are ${skyUnits.join(', ')}`)
  })
  const sizes = source.size / target.size
  if (source.quantity === target.quantity) return sizes
  if (frequency === null || !(frequency > 0))
    throw new SkyError('map', `the frequency in GHz is needed from ${from} to ${to}`)
  const hertz = frequency * 1e9
  return (sizes * intensityOfKelvin(source.quantity, hertz)) / intensityOfKelvin(target.quantity, hertz)
}

/** `unitFactor` of a form that may be incomplete: 1 without a unit, null as long as a frequency is missing. */
export function knownFactor(own: string, { unit, frequency }: { unit?: string; frequency?: number }): number | null {
  if (unit === undefined) return 1
  if (needsFrequency(own, unit) && frequency === undefined) return null
  return unitFactor(own, unit, frequency ?? null)
}
