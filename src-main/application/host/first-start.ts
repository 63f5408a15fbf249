import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { datasetRecipeSchema } from '../../../src-preload/contract/datasets.ts'
import type { Context } from './context.ts'
import { startDataset } from '../datasets/handlers.ts'
import { registerMap } from '../maps/register-map.ts'

/** The demo map: in the checkout, or where the installer puts it beside the bundle. */
export function demoMapPath(moduleUrl = import.meta.url): string {
  const name = 'demo-map/iris-100um-nside512.fits.gz'
  const packaged = (process as { resourcesPath?: string }).resourcesPath
  if (packaged && existsSync(`${packaged}/${name}`)) return `${packaged}/${name}`
  // Seen from src-main/application, or from out/main and its chunks.
  const candidates = ['../../resources/', '../../../resources/'].map((up) =>
    fileURLToPath(new URL(up + name, moduleUrl)),
  )
  return candidates.find(existsSync) ?? candidates[0]
}

/** The demo dataset: 64 px, 8 deg, step 4 deg, |b| > 15 deg. */
export const demoRecipe = datasetRecipeSchema.parse({ size: 64 })

/** Adds the demo map to an empty catalog and cuts the demo dataset, as a job so that the window need not wait. */
export function prepareFirstStart(context: Context): void {
  if (context.catalog.maps.list().length > 0 || context.catalog.datasets.list().length > 0) return
  context.jobs.start({
    kind: 'demo',
    title: 'Prepare the demo map',
    subject: null,
    lane: 'sky',
    async work({ signal, progress }) {
      progress(0, 'reading the map')
      const map = await registerMap(context, demoMapPath(), { demo: true, name: 'IRIS 100 µm (demo)', signal })
      await startDataset(context, { mapId: map.id, column: 0, name: 'demo', recipe: demoRecipe })
      return 'demo map added; its dataset is being cut'
    },
  })
}
