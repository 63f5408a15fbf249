import type { SetName } from './results.ts'

/** Name and style of a set of patches. `colour`: index in the palette. */
export interface SetStyle {
  name: string
  colour: number
  bold?: boolean
  /** On paper, where grey tones are hard to tell apart. */
  stroke?: 'dashed' | 'dotted'
}

/**
 * Styles in window, figures and report: patches in the colour of the text and reconstructions in green, as in the
 * paper.
 */
export const setStyles: Readonly<Record<SetName, SetStyle>> = {
  original: { name: 'patches', colour: 7 },
  reconstruction: { name: 'reconstructions', colour: 2, bold: true },
  residual: { name: 'residuals', colour: 3, stroke: 'dotted' },
  linear: { name: 'principal components', colour: 1 },
  sample: { name: 'prior samples', colour: 4 },
  train: { name: 'training patches', colour: 0, stroke: 'dashed' },
}
