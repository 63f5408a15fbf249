import { afterEach, describe, expect, it } from 'vitest'
import { effectScope, ref } from 'vue'
import { useFloats } from '../../../src-renderer/composables/use-floats.ts'
import { until } from '../window.ts'

const answers = new Map<string, () => Response | Promise<Response>>()
const aborted: string[] = []
globalThis.fetch = async (address, init) => {
  init?.signal?.addEventListener('abort', () => aborted.push(String(address)))
  return answers.get(String(address))!()
}
const floats = (...values: number[]) => new Response(Float32Array.from(values).buffer)

let scope = effectScope()
afterEach(() => {
  scope.stop()
  aborted.length = 0
})
const follow = (first: string | null) => {
  scope = effectScope()
  const [address, subject] = [ref(first), ref('a')]
  const followed = scope.run(() =>
    useFloats(
      () => address.value,
      () => subject.value,
    ),
  )!
  return { address, subject, ...followed }
}

describe('a binary resource that follows an address', () => {
  it('is fetched for every address, and not without one', async () => {
    answers.set('/1', () => floats(1, 2)).set('/2', () => floats(3))
    const { address, values, missing } = follow(null)
    expect(values.value).toBeNull()
    address.value = '/1'
    await until(() => values.value?.length === 2)
    address.value = '/2'
    await until(() => values.value?.[0] === 3)
    expect(missing.value).toBe('')
  })
  it('stays visible while the next fails, and says why, until one loads', async () => {
    answers.set('/1', () => floats(1)).set('/2', () => new Response('The file is cut off.', { status: 500 }))
    const { address, values, missing } = follow('/1')
    await until(() => values.value)
    address.value = '/2'
    await until(() => missing.value === 'The file is cut off.')
    expect(values.value).toEqual(Float32Array.of(1))
    address.value = '/1'
    await until(() => missing.value === '')
  })
  it('disappears at once when its subject changes, and so does its error', async () => {
    answers.set('/1', () => floats(1)).set('/gone', () => new Response('There is none.', { status: 404 }))
    const { address, subject, values, missing } = follow('/1')
    await until(() => values.value)
    subject.value = 'b'
    address.value = '/gone'
    await until(() => missing.value === 'There is none.')
    expect(values.value).toBeNull()
    subject.value = 'c'
    address.value = null
    await until(() => missing.value === '')
  })
  it('is aborted when the address changes before it has loaded', async () => {
    let answer!: (response: Response) => void
    answers.set('/slow', () => new Promise((resolve) => (answer = resolve))).set('/2', () => floats(2))
    const { address, values } = follow('/slow')
    await until(() => answer)
    address.value = '/2'
    await until(() => values.value?.[0] === 2)
    answer(floats(9))
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(aborted).toContain('/slow')
    expect(values.value).toEqual(Float32Array.of(2))
  })
})
