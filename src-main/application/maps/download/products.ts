import { z } from 'zod'
import table from '../../../../resources/archive/planck.json' with { type: 'json' }
import { mapProductSchema, type MapProduct } from '../../../../src-preload/contract/map-products.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import { nearestNames } from '../../../../src-shared/text/nearest-names.ts'

/** Dust maps and masks of the Planck Legacy Archive. */
export const products: readonly MapProduct[] = z.array(mapProductSchema).parse(table.products)

/** @throws CirrusError not-found, with names that may be meant */
export function productNamed(name: string, among = products): MapProduct {
  const product = among.find((one) => one.name === name)
  if (product) return product
  const near = nearestNames(
    name,
    among.map((one) => one.name),
  )
  const meant = near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : ''
  throw new CirrusError(
    'not-found',
    `There is no product ${name}.${meant} cirrus map download lists all names.`,
    undefined,
    {
      field: 'name',
    },
  )
}

/**
 * The product at another address: that of a mirror's folder, followed by the file's name. An address that ends in `=`,
 * as the Planck Legacy Archive's own does, is followed by the name directly.
 */
export const atMirror = (product: MapProduct, base: string): MapProduct => ({
  ...product,
  url: /[/=]$/.test(base) ? `${base}${product.file}` : `${base}/${product.file}`,
})
