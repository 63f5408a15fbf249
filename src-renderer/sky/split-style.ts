import type { SplitName } from '../../src-preload/contract/datasets.ts'

/** How the outlines of one split are drawn: told apart by width and dashes, not by hue alone. Pixels. */
export interface OutlineStyle {
  colour: string
  width: number
  dash: number[]
}

/** Train thin, validation bold, as in every chart; on the sky's dark ground in both themes (Okabe-Ito, lightened). */
export const splitStyles: Record<SplitName, OutlineStyle> = {
  train: { colour: '#8ccdf2', width: 1, dash: [] },
  validation: { colour: '#ffffff', width: 2.25, dash: [] },
  test: { colour: '#7df0c4', width: 1.75, dash: [5, 3] },
  unused: { colour: '#b9bec6', width: 1, dash: [1, 3] },
}

/** Drawn in this order, so that the few lie above the many. */
export const splitNames: readonly SplitName[] = ['unused', 'train', 'test', 'validation']
