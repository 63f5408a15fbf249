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
  formatSeconds,
  formatTick,
  formatUnit,
  superscript,
} from '../../src-renderer/format.ts'

/** Thin spaces made visible. */
const plain = (text: string) => text.replaceAll('\u2009', '_')

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
    expect(formatCount(-1200)).toBe('−1\u2009200')
  })
  it('keeps as many digits as asked for, never more', () => {
    expect(formatNumber(3.4196, 3)).toBe('3.42')
    expect(plain(formatNumber(3154.23, 5))).toBe('3_154.2')
    expect(plain(formatNumber(123_456, 3))).toBe('123_456')
    expect(formatNumber(0.001234, 2)).toBe('0.0012')
    expect(formatNumber(0)).toBe('0')
  })
  it('carries a rounding into the next power of ten', () => {
    expect(formatNumber(9.9996, 4)).toBe('10.00')
    expect(plain(formatNumber(999_999.9, 3))).toBe('1.00_×_10⁶')
  })
  it('turns to powers of ten with real superscripts outside 0.001 to a million', () => {
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
  it('writes shares as per cent', () => expect(formatPercent(0.946)).toBe('94.6 %'))
})

describe('sizes, times and places', () => {
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
  it('says a time in its two largest units', () => {
    expect([0.84, 2.1, 59.4, 133, 3900, 277_200].map(formatSeconds)).toEqual([
      '0.84 s',
      '2.1 s',
      '59 s',
      '2 min 13 s',
      '1 h 5 min',
      '3 d 5 h',
    ])
  })
  it('says how long ago an instant was', () => {
    const now = Date.parse('2026-11-23T12:00:00Z')
    expect(formatAge('2026-11-23T11:59:40Z', now)).toBe('just now')
    expect(formatAge('2026-11-23T11:54:00Z', now)).toBe('6 min ago')
    expect(formatAge('2026-11-23T08:30:00Z', now)).toBe('3 h ago')
    expect(formatAge('2026-11-11T12:00:00Z', now)).toBe('12 d ago')
  })
  it('writes dates from large to small, in local time', () => {
    expect(formatDate(new Date(2026, 10, 3, 9, 5).toISOString())).toBe('2026-11-03 09:05')
  })
  it('brings longitudes into 0 to 360', () => {
    expect(formatLon(-148)).toBe('212.00')
    expect(formatLon(720.5, 1)).toBe('0.5')
    expect(formatLat(-19)).toBe('−19.00')
  })
  it('raises the powers in units, and nothing else', () => {
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
