import { modeAxis, modeKinds, type ModeName, type Modes } from '../../../src-shared/validation/modes.ts'
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

/** One spectrum of some sets; powers are logarithmic, cross-spectra, which have both signs, and ratios linear. */
export function modePanel(ell: readonly number[], sets: readonly DrawnModes[], name: ModeName, unit: string): Panel {
  const lines = sets.flatMap(({ style, modes, banded }): Line[] => {
    const bands = modes[name]
    if (!bands) return []
    const band = banded ? { band: { low: bands.low, high: bands.high } } : {}
    return [{ ...style, points: ell.map((l, i): Point => [l, bands.median[i]]), ...band }]
  })
  const { label, is } = modeKinds[name]
  const isPower = is === 'power'
  const scale = isPower ? 'log' : 'linear'
  const range = isPower ? decadeRange(valuesOf(lines), 7) : roundRange(valuesOf(lines))
  return {
    title: label,
    x: { label: 'multipole ℓ', scale: 'linear', range: roundRange(ell, { from: 0 }) },
    y: { label: is === 'number' ? modeAxis(name) : `${modeAxis(name)}, ${unit}`, scale, range },
    lines,
  }
}
