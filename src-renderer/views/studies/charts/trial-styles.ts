import type { ChartTheme } from '../../../charts/theme.ts'
import type { Trial } from '../../../../src-preload/contract/index.ts'

/** How trials are distinguished in every chart: by marker, line and fill first, and only then by colour. */
export const styles = {
  complete: { label: 'complete', colour: 0, sign: 'disc', filled: true, dash: [] },
  running: { label: 'running', colour: 2, sign: 'ring', filled: false, dash: [2, 2] },
  pruned: { label: 'pruned', colour: 1, sign: 'diamond', filled: false, dash: [6, 3] },
  failed: { label: 'failed', colour: 3, sign: 'cross', filled: false, dash: [1, 3] },
  imported: { label: 'imported', colour: 4, sign: 'square', filled: true, dash: [8, 2, 2, 2] },
  interrupted: { label: 'interrupted', colour: 7, sign: 'bars', filled: false, dash: [4, 4] },
  waiting: { label: 'waiting', colour: 7, sign: 'point', filled: false, dash: [1, 4] },
} as const satisfies Record<string, { label: string; colour: number; sign: Sign; filled: boolean; dash: number[] }>

export type Sign = 'disc' | 'ring' | 'diamond' | 'cross' | 'square' | 'bars' | 'point'
export type StyleName = keyof typeof styles

/** The style of a trial, by its state and whether it was imported. */
export const styleOf = ({ state, origin }: Pick<Trial, 'state' | 'origin'>): StyleName =>
  origin === 'imported' && state === 'complete' ? 'imported' : state

/** Style of a path. */
export interface Pen {
  stroke?: string
  fill?: string
  width: number
  dash: readonly number[]
  opacity: number
}

/** The pen of a trial's marker, or of its line. */
export function penOf(name: StyleName, theme: Pick<ChartTheme, 'series'>, part: 'sign' | 'line' = 'sign'): Pen {
  const { colour, filled, dash } = styles[name]
  const stroke = theme.series[colour % theme.series.length]
  return part === 'line'
    ? { stroke, width: 1.1, dash, opacity: 0.6 }
    : { stroke, ...(filled ? { fill: stroke } : {}), width: 1.4, dash: [], opacity: filled ? 0.85 : 1 }
}

/** Number of trials per style, for the styles that occur. */
export function countStyles(trials: readonly Trial[]): [StyleName, number][] {
  const counts = new Map<StyleName, number>()
  for (const trial of trials) counts.set(styleOf(trial), (counts.get(styleOf(trial)) ?? 0) + 1)
  return (Object.keys(styles) as StyleName[]).flatMap((name) => {
    const count = counts.get(name)
    return count ? [[name, count] as [StyleName, number]] : []
  })
}
