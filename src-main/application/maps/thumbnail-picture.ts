import { schemeOf, type ColouredColumn } from '../../../src-shared/colour/column-colours.ts'
import { aboutZero, rangeOf } from '../../../src-shared/colour/range.ts'
import { hasBothSigns } from '../../../src-shared/statistics/cut-scale.ts'
import { colourPicture } from '../../figures/colour-picture.ts'

/** The share of the values at either end that has the outermost colours. */
const clip = 0.01

/**
 * A small picture of a column, in the colours that its sky has by default: diverging about zero for Q, U and other
 * columns of both signs, cyclic for angles. Dust spans decades: a logarithm shows both plane and poles, if all values are
 * positive.
 * @param values [height, width], row 0 south, NaN where missing
 */
export function thumbnailPicture(column: ColouredColumn, values: Float64Array, width: number, height: number) {
  const scheme = schemeOf(column)
  if (scheme === 'cyclic') return colourPicture(values, width, height, { colours: 'cyclic', range: [0, 180] })
  const range = rangeOf([values], clip)
  if (scheme === 'diverging' || hasBothSigns(range))
    return colourPicture(values, width, height, { colours: 'residual', range: aboutZero(range) })
  const positive = values.every((value) => Number.isNaN(value) || value > 0)
  return colourPicture(positive ? values.map(Math.log) : values, width, height)
}
