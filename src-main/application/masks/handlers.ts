import type { maskEvents, maskMethods } from '../../../src-preload/contract/masks.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import { maskOfRuns } from '../../../src-shared/sky/masks/run-lengths.ts'
import type { Context } from '../host/context.ts'
import { listMasks, removeMask, renameMask, saveMask } from './library.ts'
import { maskOfFile } from './mask-of-file.ts'

type MaskContract = { methods: typeof maskMethods; events: typeof maskEvents }

export function maskHandlers({ layout, emit }: Pick<Context, 'layout' | 'emit'>): Handlers<MaskContract> {
  const library = layout.masks
  /** Tells of the library as a change has left it. */
  const changed = async <T>(change: Promise<T>): Promise<T> => {
    const made = await change
    emit('masks.changed', { masks: await listMasks(library) })
    return made
  }
  return {
    'masks.list': () => listMasks(library),
    'masks.save': ({ name, size, runs, replace }) =>
      changed(saveMask(library, { name, size, mask: maskIn(name, runs, size), replace })),
    'masks.rename': ({ name, to }) => changed(renameMask(library, name, to)),
    'masks.remove': ({ name }) => changed(removeMask(library, name)).then(() => ({})),
    'masks.ofFile': ({ path }) => maskOfFile(path),
  }
}

function maskIn(name: string, runs: readonly number[], size: number): Uint8Array {
  try {
    return maskOfRuns(runs, size * size)
  } catch (error) {
    throw refused(name, 'runs', `${(error as Error).message}, which ${size} x ${size} px need`, 'runs')
  }
}
