import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { effectScope, nextTick, ref, type EffectScope } from 'vue'
import { useAnswer } from '../../../src-renderer/composables/use-answer.ts'
import { until } from '../window.ts'

let scope: EffectScope
const question = ref({ id: 'a', bins: 1 })
let asked: { signal: AbortSignal; answer: (text: string) => void; refuse: (error: Error) => void }[]
let shown: ReturnType<typeof useAnswer<{ id: string; bins: number }, string>>
beforeEach(() => {
  question.value = { id: 'a', bins: 1 }
  asked = []
  scope = effectScope()
  shown = scope.run(() =>
    useAnswer(
      () => question.value,
      (_, signal) => new Promise<string>((answer, refuse) => asked.push({ signal, answer, refuse })),
      ({ id }) => id,
    ),
  )!
})
afterEach(() => scope.stop())
const told = async (text: string) => {
  asked.at(-1)!.answer(text)
  await until(() => shown.answer.value === text)
}

describe('an answer', () => {
  it('stays until the next about the same subject has come', async () => {
    await told('one bin')
    question.value = { id: 'a', bins: 2 }
    await nextTick()
    expect(shown.answer.value).toBe('one bin')
    await told('two bins')
  })

  it('goes at once with its subject, and a question that is no longer asked is cancelled', async () => {
    await told('of a')
    question.value = { id: 'b', bins: 1 }
    await nextTick()
    expect(shown.answer.value).toBeNull()
    const late = asked.at(-1)!
    question.value = { id: 'c', bins: 1 }
    await nextTick()
    expect(late.signal.aborted).toBe(true)
    late.answer('of b')
    await told('of c')
  })

  it('is not asked for again by an equal question', async () => {
    question.value = { ...question.value }
    await nextTick()
    expect(asked).toHaveLength(1)
  })
})

describe('a failure', () => {
  it('is shown until the next question, unless it is that of a cancelled one', async () => {
    asked[0].refuse(new Error('no such map'))
    await until(() => shown.failure.value?.message === 'no such map')
    question.value = { id: 'b', bins: 1 }
    await nextTick()
    expect(shown.failure.value).toBeNull()
    const late = asked.at(-1)!
    scope.stop()
    late.refuse(new Error('too late'))
    await nextTick()
    expect(shown.failure.value).toBeNull()
  })
})
