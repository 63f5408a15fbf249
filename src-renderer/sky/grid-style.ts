import { formatLat, formatLon } from '../../src-shared/text/format.ts'
import type { Frame } from '../../src-shared/sky/healpix/map.ts'
import type { GridLine } from './graticule.ts'

/** How the grid of a frame is drawn: told apart by dashes as well as by colour. */
export interface GridStyle {
  line: string
  label: string
  /** Lengths of dashes and gaps, pixels. */
  dash: number[]
  /** Usual symbols of longitude and latitude. */
  symbols: readonly [string, string]
}

export const gridStyles: Record<Frame, GridStyle> = {
  G: { line: 'rgb(190 200 215 / 40%)', label: '#dfe4ec', dash: [], symbols: ['l', 'b'] },
  C: { line: 'rgb(120 200 255 / 55%)', label: '#9fd6ff', dash: [6, 3], symbols: ['α', 'δ'] },
  E: { line: 'rgb(255 205 110 / 55%)', label: '#ffdc9a', dash: [2, 3], symbols: ['λ', 'β'] },
}

const decimalsOf = (at: number) => (Number.isInteger(at) ? 0 : Number.isInteger(at * 10) ? 1 : 2)

/** Label of a line: "30°", or "α 30°" where a reader could take it for another frame's. */
export function gridText(frame: Frame, { kind, at }: GridLine, several: boolean): string {
  const meridian = kind === 'meridian'
  const degrees = `${meridian ? formatLon(at, decimalsOf(at)) : formatLat(at, decimalsOf(at))}°`
  return several || frame !== 'G' ? `${gridStyles[frame].symbols[meridian ? 0 : 1]} ${degrees}` : degrees
}
