import type { SplitName } from '../../src-preload/contract/datasets.ts'

/** Line style of the outlines of one split, distinguished by width and dashes, not by hue alone. Pixels. */
export interface OutlineStyle {
  colour: string
  width: number
  dash: number[]
}

/**
 * Train thin, validation bold, as in every chart; for the sky's dark background in both themes (Okabe-Ito, lightened).
 */
export const splitStyles: Record<SplitName, OutlineStyle> = {
  train: { colour: '#8ccdf2', width: 1, dash: [] },
  validation: { colour: '#ffffff', width: 2.25, dash: [] },
  test: { colour: '#7df0c4', width: 1.75, dash: [5, 3] },
  unused: { colour: '#b9bec6', width: 1, dash: [1, 3] },
}

/** Drawing order: the smaller splits lie on top. */
export const splitNames: readonly SplitName[] = ['unused', 'train', 'test', 'validation']
