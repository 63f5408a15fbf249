import { computed } from 'vue'
import { validationArrayAddress } from '../../../../src-preload/contract/index.ts'
import type { Series } from '../../../charts/series.ts'
import type { Unit } from '../../../components/unit.ts'
import { useFloats } from '../../../composables/use-floats.ts'
import { useLinkedPatch } from './linked-patch.ts'
import type { Measured } from './measured.ts'
import { usePatchPictures } from './patch-pictures.ts'
import { binMiddles, histogram } from '../../../../src-shared/statistics/histogram.ts'

/** The highlighted patch in one validation: its pictures, histograms and spectra. */
export function useHighlightedPatch(measured: () => Measured, unit: () => Unit) {
  const { highlighted } = useLinkedPatch()
  const place = computed(() => measured().patches.findIndex(({ index }) => index === highlighted.value))
  const patch = computed(() => measured().patches[place.value])
  const id = () => measured().validation.id

  const { pictures, failure } = usePatchPictures(() => ({
    id: id(),
    places: place.value < 0 ? [] : [place.value],
    unit: unit(),
  }))
  const mine = computed(() => pictures.value.get(place.value))

  const arrays = (['original-spectra', 'reconstruction-spectra'] as const).map(
    (name) =>
      useFloats(
        () => (place.value < 0 ? null : validationArrayAddress(id(), name)),
        () => id(),
      ).values,
  )
  const curves = (x: number[], [original, reconstruction]: ArrayLike<number>[], stepped: boolean): Series[] => [
    { name: `patch ${patch.value?.index}`, x, y: original, colour: 7, dashed: true, stepped },
    { name: `patch ${patch.value?.index}, reconstruction`, x, y: reconstruction, colour: 2, dashed: true, stepped },
  ]
  const histograms = computed((): Series[] => {
    const { edges } = measured().results[unit() === 'map' ? 'map' : 'standard']
    if (!mine.value) return []
    const { originals, reconstructions } = mine.value
    return curves(
      binMiddles(edges),
      [originals, reconstructions].map((values) => histogram(values, edges)),
      true,
    )
  })
  /** Only standardised, as the host stores them. */
  const spectra = computed((): Series[] => {
    const { ell } = measured().results.standard
    const [from, to] = [place.value * ell.length, (place.value + 1) * ell.length]
    const [original, reconstruction] = arrays.map(({ value }) => value?.subarray(from, to))
    if (unit() === 'map' || place.value < 0 || !original?.length || !reconstruction?.length) return []
    return curves(ell, [original, reconstruction], false)
  })
  return { place, patch, pictures: mine, failure, histograms, spectra }
}
export type HighlightedPatch = ReturnType<typeof useHighlightedPatch>
