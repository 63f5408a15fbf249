import { resolve } from 'node:path'
import packageFacts from '../../../../package.json' with { type: 'json' }
import type { Conversion, ConversionRequest } from './conversion.ts'
import type { WrittenCard } from '../../../sky/fits/write.ts'

/** Cards about the data, which a conversion does not change. */
const aboutData =
  /^(TELESCOP|INSTRUME|DETNAM|OBSERVER|FREQ|FREQUENC|FREQ_UNI|WAVELEN|BANDPASS|BEAM|BEAMSIZE|FWHM|RESOLN|AUTHOR|REFERENC|ORIGIN|DATE-OBS|VERSION|EXTNAME)$/

/** Cards of the original that hold for a converted map, and the program that wrote it. */
export function conversionCards({
  columns,
  stokes,
  polcconv,
}: Pick<Conversion, 'columns' | 'stokes' | 'polcconv'>): WrittenCard[] {
  const [{ header }] = columns
  const isPolarised = stokes.some((part) => part !== null)
  const kept = header.cards.cards.filter(
    ({ keyword, value }, i, all) =>
      value !== null &&
      (aboutData.test(keyword) || (isPolarised && keyword === 'POLAR')) &&
      all.findIndex((card) => card.keyword === keyword && card.value !== null) === i,
  )
  return [
    ...kept.map(({ keyword, value, comment }) => ({ keyword, value: value!, comment })),
    ...(polcconv ? [{ keyword: 'POLCCONV', value: polcconv, comment: 'sign convention of U' }] : []),
    { keyword: 'CREATOR', value: `Cirrus ${packageFacts.version}`, comment: 'program that wrote this file' },
  ]
}

/** HISTORY of the original, continued. */
export function conversionHistory(
  { columns, steps }: Conversion,
  { path, inputCoordsys, inputPolcconv }: ConversionRequest,
): string[] {
  const [{ header }] = columns
  const names = columns.map(({ column }) => column.name).join(', ')
  return [
    ...header.cards.cards.filter(({ keyword }) => keyword === 'HISTORY').map(({ comment }) => comment),
    `Converted by Cirrus ${packageFacts.version} from ${resolve(path)}, column ${names}.`,
    ...(inputCoordsys ? [`Frame of the original as given: ${inputCoordsys}.`] : []),
    ...(inputPolcconv ? [`Convention of the original's U as given: ${inputPolcconv}.`] : []),
    ...steps,
  ]
}
