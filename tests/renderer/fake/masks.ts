import type { maskEvents, MaskChoice, maskMethods, SavedMask } from '../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import { seedRandom } from '../../../src-shared/random/index.ts'
import { figureMask } from '../../../src-shared/sky/masks/figure-masks.ts'
import { holeShare } from '../../../src-shared/sky/masks/hole-share.ts'
import { randomHoles } from '../../../src-shared/sky/masks/random-holes.ts'
import { scaleMask } from '../../../src-shared/sky/masks/scale-mask.ts'
import { maskOfRuns } from '../../../src-shared/sky/masks/run-lengths.ts'

const stars = Uint8Array.from({ length: 64 * 64 }, (_, i) => Number((i % 64) % 20 > 3 || Math.floor(i / 64) % 24 > 3))

/** The library of masks of an in-memory host; those from files hide a block. */
export function createFakeMasks(empty: boolean, changed: (masks: SavedMask[]) => void) {
  const library = new Map<string, { size: number; mask: Uint8Array; savedAt?: string }>(
    empty
      ? []
      : [
          ['large', { size: 256, mask: figureMask('disc', 256) }],
          ['stars', { size: 64, mask: stars }],
        ],
  )
  const of = (name: string): SavedMask => {
    const known = library.get(name)
    if (!known) throw new CirrusError('not-found', `There is no saved mask ${name}.`)
    return {
      name,
      size: known.size,
      share: holeShare(known.mask),
      savedAt: known.savedAt ?? '2026-11-28T09:30:00.000Z',
    }
  }
  const list = () => [...library.keys()].sort().map(of)
  const requireFree = (name: string) => {
    if (!library.has(name)) return
    throw new CirrusError('conflict', `There is a mask ${name} already; choose another name.`)
  }
  const handlers: Handlers<{ methods: typeof maskMethods; events: typeof maskEvents }> = {
    'masks.list': list,
    'masks.save': ({ name, size, runs, replace }) => {
      if (!replace) requireFree(name)
      library.set(name, { size, mask: maskOfRuns(runs, size * size), savedAt: new Date().toISOString() })
      changed(list())
      return of(name)
    },
    'masks.rename': ({ name, to }) => {
      of(name)
      requireFree(to)
      library.set(to, library.get(name)!)
      library.delete(name)
      changed(list())
      return of(to)
    },
    'masks.remove': ({ name }) => {
      of(name)
      library.delete(name)
      changed(list())
      return {}
    },
    'masks.ofFile': ({ path }) => {
      if (path.endsWith('.csv')) return { kind: 'sources', path }
      return path.endsWith('.npy') ? { kind: 'file', path } : { kind: 'map', path }
    },
  }

  /** Binary resources by address; null if there is none. */
  const resource = (url: URL): Float32Array | null => {
    if (!url.pathname.startsWith('/data/masks/')) return null
    const choice = JSON.parse(url.searchParams.get('choice')!) as MaskChoice
    if (choice.kind === 'saved') {
      const known = library.get(choice.name)
      return known ? Float32Array.from(scaleMask(known.mask, known.size, 64)) : null
    }
    if (choice.kind === 'random') return Float32Array.from(randomHoles(64, seedRandom(choice.seed)))
    if (choice.kind === 'all') return new Float32Array(64 ** 2).fill(1)
    return Float32Array.from(figureMask('path' in choice ? 'block' : choice.kind, 64))
  }
  return { handlers, resource, library }
}
