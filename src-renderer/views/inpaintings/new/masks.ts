import type { MaskChoice } from '../../../../src-preload/contract/index.ts'

/** The holes of Fig. 6 as SVG shapes on a 256 px patch; y counted from the bottom row, as rows are. */
export const figureMasks = [
  { kind: 'disc', label: 'disc', hint: 'radius 50 px at (100, 60) of 256', shape: { cx: 100, cy: 60, r: 50 } },
  {
    kind: 'corner',
    label: 'corner',
    hint: 'rows 0–100, columns 0–160 of 256',
    shape: { x: 0, y: 0, width: 160, height: 100 },
  },
  {
    kind: 'block',
    label: 'block',
    hint: 'rows 50–200, columns 150–250 of 256',
    shape: { x: 150, y: 50, width: 100, height: 150 },
  },
] as const

/** Short name of a mask. */
export const maskName = (mask: MaskChoice) =>
  mask.kind === 'file' ? (mask.path.split(/[\\/]/).at(-1) ?? 'file') : mask.kind
