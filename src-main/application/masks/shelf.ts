import type { Context } from '../host/context.ts'
import { defaultHome, homeLayout } from '../host/home.ts'
import { loadColumn, type LoadedColumn } from '../maps/map-column.ts'

/** Where masks are found that a choice only names: the folder of the library, and the columns of maps. */
export interface MaskShelf {
  library: string
  column(path: string, name: string | undefined): Promise<Pick<LoadedColumn, 'map'>>
}

/** The library of an application; the columns of maps that were used last are kept in memory. */
export const shelfOf = ({ layout, columns }: Pick<Context, 'layout' | 'columns'>): MaskShelf => ({
  library: layout.masks,
  column: (path, name) => columns.get(path, name),
})

/** The library of the usual home folder, for work without an application; maps are read from their files. */
export const usualShelf = (): MaskShelf => ({ library: homeLayout(defaultHome()).masks, column: loadColumn })
