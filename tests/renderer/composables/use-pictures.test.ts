import { afterEach, describe, expect, it } from 'vitest'
import { effectScope, nextTick, shallowRef } from 'vue'
import { usePictures } from '../../../src-renderer/composables/use-pictures.ts'
import { until } from '../window.ts'

let scope = effectScope()
afterEach(() => {
  scope.stop()
  scope = effectScope()
})
const value = () => new Response(Float32Array.of(1).buffer as ArrayBuffer)

/** Requests pictures from a host that answers each with one pixel. */
function ask(addresses: string[], answer: (address: string) => Response | Promise<Response> = value) {
  const fetched: string[] = []
  globalThis.fetch = async (address) => {
    fetched.push(String(address))
    return answer(String(address))
  }
  const wanted = shallowRef(addresses)
  return { fetched, wanted, ...scope.run(() => usePictures(() => wanted.value))! }
}

describe('pictures by their addresses', () => {
  it('are fetched once, and those that are no longer wanted are dropped', async () => {
    const { fetched, wanted, pictures } = ask(['/a', '/b'])
    await until(() => pictures.value.size === 2)
    expect(pictures.value.get('/b')![0]).toBe(1)
    wanted.value = ['/b', '/c']
    await until(() => pictures.value.has('/c'))
    expect(fetched).toEqual(['/a', '/b', '/c'])
    expect([...pictures.value.keys()]).toEqual(['/b', '/c'])
  })

  it('are fetched again when they are wanted again: an estimate may have been made anew', async () => {
    const { fetched, wanted, pictures } = ask(['/a'])
    await until(() => pictures.value.size === 1)
    wanted.value = []
    await nextTick()
    wanted.value = ['/a']
    await until(() => pictures.value.size === 1)
    expect(fetched).toEqual(['/a', '/a'])
  })

  it('that are slow to come are asked for again if others are wanted meanwhile', async () => {
    let slow = true
    const { wanted, pictures, failure } = ask(['/slow'], (address) =>
      address === '/slow' && slow ? new Promise<Response>(() => {}) : value(),
    )
    await nextTick()
    slow = false
    wanted.value = ['/slow', '/other']
    await until(() => pictures.value.size === 2)
    expect(failure.value).toBeNull()
  })

  it('that are not there yet are no failure; others are, and do not keep the rest back', async () => {
    const { pictures, failure } = ask(['/none', '/bad', '/good'], (address) => {
      if (address === '/none') return new Response('not yet', { status: 404 })
      return address === '/bad' ? new Response('fill.npy: cut off.', { status: 500 }) : value()
    })
    await until(() => failure.value && pictures.value.size === 1)
    expect(failure.value!.message).toBe('fill.npy: cut off.')
    expect([...pictures.value.keys()]).toEqual(['/good'])
  })
})
