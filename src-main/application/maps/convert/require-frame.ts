import { refused } from '../../../../src-preload/rpc/errors.ts'
import type { ChosenColumn } from '../../../sky/fits/map-header.ts'

/** @throws CirrusError refused for a map of unknown frame, which can't be rotated to another */
export function requireFrame({ header }: ChosenColumn): void {
  if (header.coordsys !== null) return
  throw refused(
    header.file,
    `HDU ${header.columns[0].hdu.index}, card COORDSYS`,
    'the card is missing, so the frame to rotate from is not known; give it with --input-coordsys G, C or E',
    'inputCoordsys',
  )
}
