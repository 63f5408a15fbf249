import { cutDataset } from '../../../src-main/application/datasets/cut-dataset.ts'
import { assembleMap } from '../../../src-main/application/maps/assemble/assemble-map.ts'
import { patchesOfDataset } from '../../../src-main/application/maps/assemble/patches-to-assemble.ts'
import { loadColumn } from '../../../src-main/application/maps/map-column.ts'
import { datasetRecipeSchema } from '../../../src-preload/contract/datasets.ts'
import { defaultScale } from '../../../src-shared/sky/scale.ts'
import { answerLines } from './answer-lines.ts'

await answerLines({
  /** The paper's grid: 2,016 patches, if the map has no gaps. */
  async cut({ path, size, folder }: { path: string; size: number; folder: string }) {
    const loaded = await loadColumn(path, undefined)
    const recipe = datasetRecipeSchema.parse({ size, scale: defaultScale(loaded) })
    const { count } = await cutDataset({ path, recipe, folder, loaded })
    return { count }
  },

  /** As `cirrus map assemble`: with reading, writing, and the comparison with the map. */
  async assemble({ folder, nside, out }: { folder: string; nside: number; out: string }) {
    const start = performance.now()
    const { roundTrip } = await assembleMap(await patchesOfDataset(folder), {
      ...{ nside, out, overwrite: true, ordering: 'RING', coordsys: 'G', corrections: 2 },
    })
    return { seconds: (performance.now() - start) / 1000, roundTrip }
  },
})
