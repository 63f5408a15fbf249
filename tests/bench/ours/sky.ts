import { loadColumn, type LoadedColumn } from '../../../src-main/application/maps/map-column.ts'
import { readMapInfo } from '../../../src-main/sky/fits/map-info.ts'
import { cutPatch } from '../../../src-main/sky/patches/cut-patch.ts'
import { cutPatches } from '../../../src-main/sky/patches/cut-patches.ts'
import type { Position } from '../../../src-shared/sky/position.ts'
import type { PatchGeometry } from '../../../src-shared/sky/projection/patch-pixels.ts'
import { answerLines, secondsOf } from './answer-lines.ts'

const columns = new Map<string, Promise<LoadedColumn>>()
const columnOf = (path: string) => {
  const column = columns.get(path) ?? loadColumn(path, undefined)
  columns.set(path, column)
  return column
}

await answerLines({
  read: ({ path }: { path: string }) => secondsOf(() => readMapInfo(path)),

  async cut({ path, centres, ...geometry }: { path: string; centres: Position[] } & PatchGeometry) {
    const { map } = await columnOf(path)
    return secondsOf(async () => {
      for await (const batch of cutPatches(map, centres, { ...geometry, scale: 'linear' })) {
        if (batch.refusals.some(Boolean)) throw new Error(`a patch was refused: ${batch.refusals.find(Boolean)}`)
      }
    })
  },

  async values({
    path,
    cuts,
    ...geometry
  }: { path: string; cuts: (Position & { pixels: [row: number, column: number][] })[] } & PatchGeometry) {
    const { map } = await columnOf(path)
    return cuts.map(({ lon, lat, pixels }) => {
      const patch = cutPatch(map, { lon, lat }, geometry)
      return pixels.map(([row, column]) => patch[row * geometry.size + column])
    })
  },
})
