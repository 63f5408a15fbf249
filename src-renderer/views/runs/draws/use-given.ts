import { computed, ref, watch } from 'vue'
import type { GivenNumbers, SampleNumber } from '../../../../src-preload/contract/index.ts'
import type { Unit } from '../../../components/unit.ts'
import { useAnswer } from '../../../composables/use-answer.ts'
import { call } from '../../../connection/index.ts'
import { formatNumber } from '../../../../src-shared/text/format.ts'

/** What a number is that isn't given, in a few words and in a sentence. */
export interface Otherwise {
  words: string
  sentence: string
}
export const ofTrainingPatch: Otherwise = {
  words: 'of a patch',
  sentence: 'Empty: each sample has that of a training patch.',
}

/** Why a number of a sample must be given; '' if it needn't be: a training patch has it. */
export const neededOfSample = ({ range }: SampleNumber): string => (range === null ? 'needed: the dataset is gone' : '')

/** What is wrong with a typed number; '' if it is right. @param needed why it must be given, if it must */
export function faultOf({ name, undoes }: SampleNumber, value: number | undefined, needed: string): string {
  if (value === undefined) return needed
  if (!Number.isFinite(value)) return 'enter a number'
  return undoes && /^std(_|$)/.test(name) && value <= 0 ? 'above 0' : ''
}

/** The values of training patches, in words: `0.31 to 3.87`; '' where they are not known. */
export const rangeWords = ({ range }: Pick<SampleNumber, 'range'>): string =>
  range ? `${formatNumber(range.least, 3)} to ${formatNumber(range.most, 3)}` : ''

/** Whether a number lies beyond those of training patches, where a flow extrapolates. */
export const isBeyond = ({ range }: Pick<SampleNumber, 'range'>, value: number | undefined): boolean =>
  range !== null && value !== undefined && (value < range.least || value > range.most)

/**
 * The numbers that samples of a run, or of one of its priors, are given: conditions, and in the map's unit what undoes the
 * standardisation. What isn't typed is left to training patches.
 * @param needed why a number must be given; '' if it needn't be
 */
export function useGiven(
  subject: () => { runId: string; prior: string | null },
  unit: () => Unit,
  needed: (number: SampleNumber) => string = neededOfSample,
) {
  const { answer, failure } = useAnswer(subject, (asked, signal) => call('samples.numbers', asked, { signal }))
  const typed = ref<Record<string, number | undefined>>({})
  watch(
    () => JSON.stringify(subject()),
    () => (typed.value = {}),
  )
  const numbers = computed(() =>
    (answer.value ?? []).filter(({ told, undoes }) => told || (undoes && unit() === 'map')),
  )
  const given = computed((): GivenNumbers => {
    const values = numbers.value.flatMap(({ name }) => {
      const value = typed.value[name]
      return value === undefined ? [] : [[name, value] as const]
    })
    return Object.fromEntries(values)
  })
  const right = computed(() => numbers.value.every((one) => faultOf(one, typed.value[one.name], needed(one)) === ''))
  return { numbers, typed, given, right, failure }
}
