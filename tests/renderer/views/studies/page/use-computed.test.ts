import { flushPromises, mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { nextTick, ref } from 'vue'
import { CirrusError } from '../../../../../src-preload/rpc/errors.ts'
import { useComputed } from '../../../../../src-renderer/views/studies/page/use-computed.ts'

/** A host that answers when the test tells it to. */
function stage(begin?: (load: () => void) => void) {
  const subject = ref('a')
  const version = ref(1)
  const waiting: { resolve: (answer: string) => void; reject: (error: CirrusError) => void }[] = []
  let used: ReturnType<typeof useComputed<string>>
  mount({
    setup() {
      used = useComputed(
        () => subject.value,
        () => version.value,
        () => new Promise<string>((resolve, reject) => waiting.push({ resolve, reject })),
        begin,
      )
      return () => null
    },
  })
  const tell = async (text: string) => {
    waiting.at(-1)!.resolve(text)
    await flushPromises()
  }
  const fail = async (message: string) => {
    waiting.at(-1)!.reject(new CirrusError('internal', message))
    await flushPromises()
  }
  return { ...used!, subject, version, tell, fail, asked: () => waiting.length }
}

describe('a result computed by the host', () => {
  it('is requested at once, and shown when it arrives', async () => {
    const { tell, answer, busy, asked } = stage()
    expect(asked()).toBe(1)
    expect(busy.value).toBe(true)
    expect(answer.value).toBeUndefined()
    await tell('first')
    expect(answer.value).toBe('first')
    expect(busy.value).toBe(false)
  })
  it('is requested later if the page has something else to draw first', () => {
    let begin = () => {}
    const { asked } = stage((load) => (begin = load))
    expect(asked()).toBe(0)
    begin()
    expect(asked()).toBe(1)
  })
  it('stays visible until the result for a new version arrives', async () => {
    const { tell, answer, version, busy } = stage()
    await tell('first')
    version.value = 2
    await nextTick()
    expect(answer.value).toBe('first')
    expect(busy.value).toBe(true)
    await tell('second')
    expect(answer.value).toBe('second')
  })
  it('is requested once more, however often the version changed meanwhile', async () => {
    const { tell, version, asked, answer } = stage()
    for (const next of [2, 3, 4]) {
      version.value = next
      await nextTick()
    }
    expect(asked()).toBe(1)
    await tell('first')
    expect(asked()).toBe(2)
    await tell('fourth')
    expect(answer.value).toBe('fourth')
    expect(asked()).toBe(2)
  })
  it('for another subject is not shown', async () => {
    const { tell, subject, answer } = stage()
    subject.value = 'b'
    await nextTick()
    await tell('of a')
    expect(answer.value).toBeUndefined()
    await tell('of b')
    expect(answer.value).toBe('of b')
  })
  it('disappears with its subject', async () => {
    const { tell, subject, answer } = stage()
    await tell('of a')
    subject.value = 'b'
    await nextTick()
    expect(answer.value).toBeUndefined()
  })
})

describe('a failed computation', () => {
  it('is reported, and retried', async () => {
    const { fail, tell, failure, answer, load } = stage()
    await fail('The covariance is singular.')
    expect(failure.value?.message).toBe('The covariance is singular.')
    void load()
    await tell('now')
    expect(failure.value).toBeNull()
    expect(answer.value).toBe('now')
  })
  it('for another subject is not reported', async () => {
    const { fail, subject, failure } = stage()
    subject.value = 'b'
    await nextTick()
    await fail('of a')
    expect(failure.value).toBeNull()
  })
})
