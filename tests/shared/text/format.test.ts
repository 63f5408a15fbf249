import { describe, expect, it } from 'vitest'
import {
  formatAge,
  formatBytes,
  formatCount,
  formatDate,
  formatFixed,
  formatLat,
  formatLon,
  formatNumber,
  formatPercent,
  formatRoughTime,
  formatSeconds,
  formatTick,
  formatUnit,
  superscript,
} from '../../../src-shared/text/format.ts'

/** Thin spaces made visible. */
const plain = (text: string) => text.replaceAll('\u202f', '_')

describe('numbers as the window writes them', () => {
  it('groups digits by three with thin spaces', () => {
    expect(plain(formatCount(68_296_384))).toBe('68_296_384')
    expect(plain(formatCount(999))).toBe('999')
    expect(plain(formatCount(1000))).toBe('1_000')
    expect(plain(formatFixed(3154.2, 1))).toBe('3_154.2')
  })
  it('leaves the digits after the point together', () => {
    expect(plain(formatFixed(1234.56789, 5))).toBe('1_234.56789')
  })
  it('writes a real minus, and none before a rounded zero', () => {
    expect(formatFixed(-19, 2)).toBe('−19.00')
    expect(formatFixed(-0.001, 2)).toBe('0.00')
    expect(formatCount(-1200)).toBe('−1\u202f200')
  })
  it('keeps as many digits as requested, never more', () => {
    expect(formatNumber(3.4196, 3)).toBe('3.42')
    expect(plain(formatNumber(3154.23, 5))).toBe('3_154.2')
    expect(plain(formatNumber(123_456, 3))).toBe('123_456')
    expect(formatNumber(0.001234, 2)).toBe('0.0012')
    expect(formatNumber(0)).toBe('0')
  })
  it('carries rounding over to the next power of ten', () => {
    expect(formatNumber(9.9996, 4)).toBe('10.00')
    expect(plain(formatNumber(999_999.9, 3))).toBe('1.00_×_10⁶')
  })
  it('uses powers of ten with real superscripts outside 0.001 to a million', () => {
    expect(plain(formatNumber(1.234e-5, 2))).toBe('1.2_×_10⁻⁵')
    expect(plain(formatNumber(-6.02214e23, 4))).toBe('−6.022_×_10²³')
    expect(superscript(-1234567890)).toBe('⁻¹²³⁴⁵⁶⁷⁸⁹⁰')
  })
  it('labels axes without trailing zeros', () => {
    expect(['1', '0.5', '20_000', '10⁻⁴', '3_×_10⁻⁵', '−2']).toEqual(
      [1, 0.5, 20_000, 1e-4, 3e-5, -2].map((value) => plain(formatTick(value))),
    )
    expect(plain(formatTick(100))).toBe('100')
  })
  it('shows a dash where there is no number', () => {
    for (const nothing of [null, undefined, NaN, Infinity]) {
      expect(formatNumber(nothing)).toBe('–')
      expect(formatCount(nothing)).toBe('–')
      expect(formatSeconds(nothing)).toBe('–')
      expect(formatPercent(nothing)).toBe('–')
    }
  })
  it('writes fractions as per cent', () => expect(formatPercent(0.946)).toBe('94.6 %'))
})

describe('sizes, times and positions', () => {
  it('counts bytes in decimal units', () => {
    expect([0, 999, 1000, 5_812_331, 201e6, 80e9].map(formatBytes)).toEqual([
      '0 B',
      '999 B',
      '1.00 kB',
      '5.81 MB',
      '201 MB',
      '80.0 GB',
    ])
  })
  it('writes a time that is hardly known in one or two digits', () => {
    expect([1, 34, 66, 1480, 5300, 5600, 97_200, 700_000].map(formatRoughTime)).toEqual([
      '10 s',
      '30 s',
      '1 min',
      '25 min',
      '88 min',
      '1.6 h',
      '27 h',
      '8 d',
    ])
  })

  it('writes a duration in its two largest units', () => {
    expect([0.84, 2.1, 59.4, 133, 3900, 277_200].map(formatSeconds)).toEqual([
      '0.84 s',
      '2.1 s',
      '59 s',
      '2 min 13 s',
      '1 h 5 min',
      '3 d 5 h',
    ])
  })
  it('writes how long ago an instant was', () => {
    const now = Date.parse('2026-11-23T12:00:00Z')
    expect(formatAge('2026-11-23T11:59:40Z', now)).toBe('just now')
    expect(formatAge('2026-11-23T11:54:00Z', now)).toBe('6 min ago')
    expect(formatAge('2026-11-23T08:30:00Z', now)).toBe('3 h ago')
    expect(formatAge('2026-11-11T12:00:00Z', now)).toBe('12 d ago')
  })
  it('writes dates from year to minute, in local time', () => {
    expect(formatDate(new Date(2026, 10, 3, 9, 5).toISOString())).toBe('2026-11-03 09:05')
  })
  it('brings longitudes into 0 to 360', () => {
    expect(formatLon(-148)).toBe('212.00')
    expect(formatLon(720.5, 1)).toBe('0.5')
    expect(formatLat(-19)).toBe('−19.00')
  })
  it('writes powers in units as superscripts, and changes nothing else', () => {
    expect(['MJy/sr', 'K^2', 'Jy*sr^-1', 'uK_CMB', 'Wm**-2', 'm2', '10^-6 K', '1/s'].map(formatUnit)).toEqual([
      'MJy/sr',
      'K²',
      'Jy sr⁻¹',
      'uK_CMB',
      'Wm⁻²',
      'm²',
      '10⁻⁶ K',
      '1/s',
    ])
  })
})

describe('numbers at the limits of their formats', () => {
  it('are grouped on both sides of zero, and a rounded zero has no minus', () => {
    expect([-999, -1000, -12_345_678].map((value) => plain(formatCount(value)))).toEqual([
      '−999',
      '−1_000',
      '−12_345_678',
    ])
    expect(formatCount(-0.4)).toBe('0')
    expect(formatCount(2.5)).toBe('3')
  })
  it('are scientific from a million and below a thousandth', () => {
    expect([999_499, 1_000_000, 0.001, 0.000999].map((value) => plain(formatNumber(value, 3)))).toEqual([
      '999_499',
      '1.00_×_10⁶',
      '0.00100',
      '9.99_×_10⁻⁴',
    ])
  })
  it('are within half of their last digit of the original', () => {
    const read = (text: string) => {
      const [mantissa, power] = text.replaceAll('\u202f', '').replace('−', '-').split('×10')
      const exponent = [...(power ?? '⁰')].map((sign) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(sign)).map((at) => (at < 0 ? '-' : at))
      return Number(`${mantissa}e${exponent.join('')}`)
    }
    for (let power = -12; power <= 12; power++) {
      for (const mantissa of [1, -2.34567, 5.5555, 9.9994, -9.99951]) {
        const value = mantissa * 10 ** power
        expect(Math.abs(read(formatNumber(value, 4)) / value - 1)).toBeLessThanOrEqual(5.1e-4)
      }
    }
  })
  it('on axes lose only zeros after the point, and a lone 1 before a power', () => {
    expect([100, 0, 1e6, -1e6, 2.5e-7, 1.5, 300_000].map((value) => plain(formatTick(value)))).toEqual([
      '100',
      '0',
      '10⁶',
      '−1_×_10⁶',
      '2.5_×_10⁻⁷',
      '1.5',
      '300_000',
    ])
  })
  it('of bytes use the next unit instead of a thousand of one', () => {
    expect([999_499, 999_500, 999_999, 9_996, 99_960, 1e15, 4.2e15].map((bytes) => formatBytes(bytes))).toEqual([
      '999 kB',
      '1.00 MB',
      '1.00 MB',
      '10.0 kB',
      '100 kB',
      '1000 TB',
      '4200 TB',
    ])
    expect([NaN, null, undefined].map((bytes) => formatBytes(bytes))).toEqual(['–', '–', '–'])
  })
  it('of seconds carry into minutes, hours and days', () => {
    expect([0, 59.4, 59.6, 3599.6, 86_399.6, 86_400].map((seconds) => formatSeconds(seconds))).toEqual([
      '0.00 s',
      '59 s',
      '1 min 0 s',
      '1 h 0 min',
      '1 d 0 h',
      '1 d 0 h',
    ])
  })
  it('of ages use hours from one hour, and are sensible for a clock that is ahead', () => {
    const now = Date.parse('2026-11-23T12:00:00Z')
    const age = (seconds: number) => formatAge(new Date(now - 1000 * seconds).toISOString(), now)
    expect([44, 45, 3599, 3600, 86_399, 86_400].map(age)).toEqual([
      'just now',
      '1 min ago',
      '59 min ago',
      '1 h ago',
      '23 h ago',
      '1 d ago',
    ])
    expect(age(-30)).toBe('just now')
    expect([formatAge(null, now), formatDate(null)]).toEqual(['–', '–'])
  })
  it('of longitudes never read 360', () => {
    expect([359.994, 359.996, -0.001, 360].map((lon) => formatLon(lon))).toEqual(['359.99', '0.00', '0.00', '0.00'])
    expect(formatLon(359.996, 3)).toBe('359.996')
  })
  it('of fractions keep their sign and as many decimals as requested', () => {
    expect([formatPercent(-0.5, 0), formatPercent(1, 2), formatPercent(0)]).toEqual(['−50 %', '100.00 %', '0.0 %'])
  })
  it('stay numbers before a unit in scientific notation', () => {
    expect(formatUnit('1e-18 erg')).toBe('1e-18 erg')
    expect(formatUnit(' erg/s/cm2 ')).toBe('erg/s/cm²')
    expect(formatUnit('10**(-18) erg')).toBe('10⁻¹⁸ erg')
    expect(formatUnit('')).toBe('')
  })
})
