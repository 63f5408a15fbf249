import { shallowRef, watch } from 'vue'
import { validationPicturesAddress } from '../../../../src-preload/contract/index.ts'
import type { ValidationPictures } from '../../../../src-preload/contract/index.ts'
import type { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import type { Unit } from '../../../components/unit.ts'
import { fetchFloats } from '../../../connection/index.ts'

/** As in Fig. 2, with the posterior's standard deviation. */
export const patchPictureNames = {
  originals: 'original',
  reconstructions: 'reconstruction',
  residuals: 'residual',
  deviations: 'deviation',
} as const satisfies Partial<Record<ValidationPictures, string>>
export type PatchPictureName = keyof typeof patchPictureNames
export type PatchPictures = Record<PatchPictureName, Float32Array>
const names = Object.keys(patchPictureNames) as PatchPictureName[]

/** Number of patches whose pictures are kept, so that going back and forth loads nothing. */
const kept = 64

/** The four pictures of some of a validation's patches, by index in its arrays; without those still loading. */
export function usePatchPictures(of: () => { id: string; places: readonly number[]; unit: Unit }) {
  const pictures = shallowRef(new Map<number, PatchPictures>())
  const failure = shallowRef<CirrusError | null>(null)
  let known = new Map<number, PatchPictures>()
  let subject = ''

  watch(
    () => ({ ...of() }),
    async ({ id, places, unit }, _before, onCleanup) => {
      const abort = new AbortController()
      onCleanup(() => abort.abort())
      if (subject !== `${id} ${unit}`) known = new Map()
      subject = `${id} ${unit}`
      failure.value = null
      const show = () => {
        if (abort.signal.aborted) return
        pictures.value = new Map(places.flatMap((place) => (known.has(place) ? [[place, known.get(place)!]] : [])))
      }
      show()
      await Promise.all(
        places
          .filter((place) => !known.has(place))
          .map(async (place) => {
            try {
              const arrays = await Promise.all(
                names.map((name) => fetchFloats(validationPicturesAddress(id, name, place, 1, unit), abort.signal)),
              )
              if (abort.signal.aborted) return
              known.set(place, Object.fromEntries(names.map((name, i) => [name, arrays[i]])) as PatchPictures)
              show()
            } catch (error) {
              if (!abort.signal.aborted) failure.value = error as CirrusError
            }
          }),
      )
      for (const oldest of known.keys()) {
        if (known.size <= Math.max(kept, places.length)) break
        if (!places.includes(oldest)) known.delete(oldest)
      }
    },
    { immediate: true },
  )
  return { pictures, failure }
}
