import { wrapLongitude } from '../sky/position.ts'

/**
 * Number formats of the window: never more digits than requested, thin spaces between groups of three, a real minus,
 * scientific notation with real superscripts.
 */
/** Narrow, and no-break: a number never ends in the next line. */
const THIN_SPACE = '\u202f'
const MINUS = '\u2212'
const NOTHING = '–'

const superscripts: Record<string, string> = { '-': '⁻' }
for (const [digit, sign] of [...'⁰¹²³⁴⁵⁶⁷⁸⁹'].entries()) superscripts[digit] = sign

/** An integer as an exponent: -3 is ⁻³. */
export const superscript = (value: number) => [...String(value)].map((sign) => superscripts[sign]).join('')

const grouped = (digits: string) => digits.replace(/\B(?=(\d{3})+$)/g, THIN_SPACE)

/** A whole number: 68 296 384. */
export const formatCount = (value: number | null | undefined) =>
  value == null || !Number.isFinite(value) ? NOTHING : formatFixed(Math.round(value), 0)

/** With this many decimals: 3 154.2. */
export function formatFixed(value: number | null | undefined, decimals: number): string {
  if (value == null || !Number.isFinite(value)) return NOTHING
  const [whole, fraction] = Math.abs(value).toFixed(decimals).split('.')
  const zero = Number(whole) === 0 && !/[1-9]/.test(fraction ?? '')
  return `${value < 0 && !zero ? MINUS : ''}${grouped(whole)}${fraction ? `.${fraction}` : ''}`
}

/** With this many significant digits; scientific outside 0.001 to 1 000 000: 3.42, 1.2 × 10⁻⁵. */
export function formatNumber(value: number | null | undefined, digits = 4): string {
  if (value == null || !Number.isFinite(value)) return NOTHING
  if (value === 0) return '0'
  const [mantissa, exponentText] = Math.abs(value)
    .toExponential(digits - 1)
    .split('e')
  const exponent = Number(exponentText)
  if (exponent >= -3 && exponent < 6) return formatFixed(value, Math.max(0, digits - 1 - exponent))
  return `${value < 0 ? MINUS : ''}${mantissa}${THIN_SPACE}×${THIN_SPACE}10${superscript(exponent)}`
}

/** Like formatNumber, without trailing zeros: an axis label, with enough digits to differ from one a `step` away. */
export function formatTick(value: number, step = 0): string {
  const power10 = (of: number) => Math.floor(Math.log10(Math.abs(of)) + 1e-9)
  const needed = step > 0 && value !== 0 ? power10(value) - power10(step) + 1 : 0
  const text = formatNumber(value, Math.min(15, Math.max(5, needed)))
  const [mantissa, power] = text.split(`${THIN_SPACE}×`)
  const short = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa
  if (power === undefined) return short
  return short === '1' ? power.trim() : `${short}${THIN_SPACE}×${power}`
}

/** Bytes in decimal units: 12.1 GB. */
export function formatBytes(bytes: number | null | undefined): string {
  if (bytes == null || !Number.isFinite(bytes)) return NOTHING
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  // A value that rounds to 1000 goes to the next unit.
  let power = 0
  while (power < units.length - 1 && bytes / 1000 ** power >= 999.5) power++
  const value = bytes / 1000 ** power
  const decimals = power === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2
  return `${value.toFixed(decimals)} ${units[power]}`
}

/** Seconds for people: 0.84 s, 2 min 13 s, 1 h 5 min, 3 d 4 h. */
export function formatSeconds(seconds: number | null | undefined): string {
  if (seconds == null || !Number.isFinite(seconds)) return NOTHING
  if (seconds < 10) return `${seconds.toFixed(seconds < 1 ? 2 : 1)} s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  if (whole < 86_400) return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`
  return `${Math.floor(whole / 86_400)} d ${Math.floor((whole % 86_400) / 3600)} h`
}

/** A time that is hardly known, as one or two digits: 10 s, 25 min, 1.5 h, 3 d. */
export function formatRoughTime(seconds: number): string {
  const rough = (value: number) => Number(value.toPrecision(value < 10 ? 1 : 2))
  if (seconds < 55) return `${Math.max(10, 10 * Math.round(seconds / 10))} s`
  if (seconds < 5400) return `${rough(seconds / 60)} min`
  return seconds < 172_800 ? `${Number((seconds / 3600).toPrecision(2))} h` : `${rough(seconds / 86_400)} d`
}

/** The age of an instant: just now, 5 min ago, 3 h ago, 12 d ago. */
export function formatAge(instant: string | null | undefined, now: number): string {
  if (instant == null) return NOTHING
  const seconds = (now - Date.parse(instant)) / 1000
  if (seconds < 45) return 'just now'
  if (seconds < 3600) return `${Math.max(1, Math.floor(seconds / 60))} min ago`
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`
  return `${Math.floor(seconds / 86_400)} d ago`
}

/** An instant in local time to the minute: 2026-11-23 11:54. */
export function formatDate(instant: string | null | undefined): string {
  if (instant == null) return NOTHING
  const date = new Date(instant)
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`
}

/** Galactic longitude and latitude in degrees: l 212.00, b −19.00. A longitude that rounds to 360 is 0. */
export const formatLon = (lon: number, decimals = 2) => {
  const rounded = Number(wrapLongitude(lon).toFixed(decimals))
  return formatFixed(rounded === 360 ? 0 : rounded, decimals)
}
export const formatLat = (lat: number, decimals = 2) => formatFixed(lat, decimals)

/** A share as per cent: 94.6 %. */
export const formatPercent = (fraction: number | null | undefined, decimals = 1) =>
  fraction == null || !Number.isFinite(fraction) ? NOTHING : `${formatFixed(100 * fraction, decimals)} %`

/** Powers of a unit as real superscripts: K^2 and K**2 as K², Jy*sr^-1 as Jy sr⁻¹; 10^-6 as 10⁻⁶. */
export const formatUnit = (unit: string) =>
  unit
    .trim()
    .replaceAll('**', '^')
    .replace(/\s*\*\s*/g, ' ')
    .replace(/\^\(?(-?\d+)\)?/g, (_, power: string) => superscript(Number(power)))
    .replace(/(?<=[A-Za-z])(?<!\d[eE])(-?\d+)(?=$|[\s/.)])/g, (_, power: string) => superscript(Number(power)))
