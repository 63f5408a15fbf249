import { shallowRef, watch } from 'vue'
import { inpaintingAddress } from '../../../../src-preload/contract/index.ts'
import type { Inpainting, InpaintingArray } from '../../../../src-preload/contract/index.ts'
import type { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import type { Unit } from '../../../components/unit.ts'
import { fetchFloats } from '../../../connection/index.ts'

export const pictureNames = [
  'original',
  'corrupted',
  'model',
  'filled',
  'residual',
] as const satisfies InpaintingArray[]
export type PictureName = (typeof pictureNames)[number]
export type Pictures = Record<PictureName, Float32Array | null>

/** The pictures of several inpaintings in one unit, by id; null until available. */
export function usePictures(inpaintings: () => readonly Inpainting[], unit: () => Unit) {
  const pictures = shallowRef(new Map<string, Pictures>())
  const failure = shallowRef<CirrusError | null>(null)

  watch(
    // Records change more often than their pictures.
    () => [unit(), ...inpaintings().map(({ id, state }) => `${id} ${state}`)].join('\n'),
    async (_now, _before, onCleanup) => {
      const abort = new AbortController()
      onCleanup(() => abort.abort())
      const picture = async (id: string, name: PictureName) => {
        try {
          return await fetchFloats(inpaintingAddress(id, name, unit()), abort.signal)
        } catch (error) {
          const { code } = error as CirrusError
          if (code !== 'not-found' && code !== 'cancelled') failure.value = error as CirrusError
          return null
        }
      }
      failure.value = null
      const sets = await Promise.all(
        inpaintings().map(async ({ id, state }) => {
          // Patch and mask are known from the start, the model's results only at the end.
          const known = (name: PictureName) => state === 'complete' || name === 'original' || name === 'corrupted'
          const arrays = await Promise.all(pictureNames.map((name) => (known(name) ? picture(id, name) : null)))
          return [id, Object.fromEntries(pictureNames.map((name, i) => [name, arrays[i]])) as Pictures] as const
        }),
      )
      if (!abort.signal.aborted) pictures.value = new Map(sets)
    },
    { immediate: true },
  )
  return { pictures, failure }
}
