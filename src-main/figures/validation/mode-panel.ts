import type { ModeName, Modes } from '../../../src-shared/validation/results.ts'
import { decadeRange, roundRange } from '../axis.ts'
import type { Panel } from '../line-figure.ts'
import type { Line, Point } from '../line.ts'
import { valuesOf } from './set-lines.ts'

/** The modes of a set, and how they are drawn. */
export interface DrawnModes {
  style: Omit<Line, 'points' | 'band'>
  modes: Modes
  /** Whether the quartiles are drawn as a band. */
  banded: boolean
}

/** One spectrum of some sets; powers are logarithmic, and cross-spectra, which have both signs, linear. */
export function modePanel(ell: readonly number[], sets: readonly DrawnModes[], name: ModeName, unit: string): Panel {
  const lines = sets.flatMap(({ style, modes, banded }): Line[] => {
    const bands = modes[name]
    if (!bands) return []
    const band = banded ? { band: { low: bands.low, high: bands.high } } : {}
    return [{ ...style, points: ell.map((l, i): Point => [l, bands.median[i]]), ...band }]
  })
  const isPower = name === 'ee' || name === 'bb'
  const scale = isPower ? 'log' : 'linear'
  const range = isPower ? decadeRange(valuesOf(lines), 7) : roundRange(valuesOf(lines))
  return {
    title: name.toUpperCase(),
    x: { label: 'multipole ℓ', scale: 'linear', range: roundRange(ell, { from: 0 }) },
    y: { label: `C(ℓ) ${name.toUpperCase()}, ${unit}`, scale, range },
    lines,
  }
}
