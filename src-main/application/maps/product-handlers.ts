import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isUnderWay } from '../../../src-preload/contract/states.ts'
import type { Job } from '../../../src-preload/contract/jobs.ts'
import type { MapProduct, mapProductMethods, MapProductState } from '../../../src-preload/contract/map-products.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import type { Context } from '../host/context.ts'
import { downloadProduct } from './download/download-product.ts'
import { partSize } from '../host/download/part-file.ts'
import { productNamed, products as planckProducts } from './download/products.ts'
import { fractionOf, secondsLeft, transferWords } from '../host/download/transfer.ts'
import { registerMap } from './register-map.ts'

type ProductContract = { methods: typeof mapProductMethods; events: Record<never, never> }

/**
 * Products of the archive, downloaded to the home's own folder only.
 * @param products the table, for tests
 */
export function productHandlers(
  context: Context,
  products: readonly MapProduct[] = planckProducts,
): Handlers<ProductContract> {
  const { catalog, jobs, layout } = context
  /** The latest download of each product. */
  const downloads = new Map<string, string>()
  const underWay = (name: string) => jobs.list().find((job) => job.id === downloads.get(name) && isUnderWay(job))
  const pathOf = ({ file }: MapProduct) => join(layout.maps, file)

  return {
    'maps.products': () =>
      Promise.all(
        products.map(async (product): Promise<MapProductState> => {
          const path = pathOf(product)
          return {
            ...product,
            path,
            downloaded: await partSize(path),
            mapId: existsSync(path) ? (catalog.maps.list().find((map) => map.path === path)?.id ?? null) : null,
            jobId: underWay(product.name)?.id ?? null,
          }
        }),
      ),

    'maps.download'({ name }): Job {
      const current = underWay(name)
      if (current) return current
      const { job } = startDownload(context, productNamed(name, products))
      downloads.set(name, job.id)
      return job
    },
  }
}

/** Downloads a product as a job, which ends with its map in the catalog. */
function startDownload(context: Context, product: MapProduct) {
  return context.jobs.start({
    kind: 'map',
    title: `Download ${product.name}`,
    subject: null,
    lane: 'download',
    async work({ signal, progress, made }) {
      const { path } = await downloadProduct(product, context.layout.maps, {
        signal,
        onTransfer: (transfer) => progress(fractionOf(transfer), transferWords(transfer), secondsLeft(transfer)),
        onRetry: (reason) => progress(null, `${reason}; trying again`, null),
        onCheck: () => progress(null, 'checking the file', null),
      })
      progress(0, 'reading the map')
      const name = product.name
      const map = await registerMap(context, path, { name, signal, onProgress: (fraction) => progress(fraction) })
      made(map.id)
      return `${map.name} opened`
    },
  })
}
