import { afterEach, describe, expect, it } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { validationPicturesAddress } from '../../../../src-preload/contract/index.ts'
import type { Unit } from '../../../../src-renderer/components/unit.ts'
import { framesOf } from '../../../../src-renderer/views/validations/page/frames.ts'
import { usePatchPictures } from '../../../../src-renderer/views/validations/page/patch-pictures.ts'
import { until } from '../../window.ts'

let scope = effectScope()
afterEach(() => {
  scope.stop()
  scope = effectScope()
})

/** Requests patches from a host that answers every picture with one pixel. */
function ask(places: number[], answer: (address: string) => Response | Promise<Response> = () => pixel(0)) {
  const fetched: string[] = []
  globalThis.fetch = async (address) => {
    fetched.push(String(address))
    return answer(String(address))
  }
  const order = ref({ id: 'a', places, unit: 'standard' as Unit })
  const { pictures, failure } = scope.run(() => usePatchPictures(() => order.value))!
  return { fetched, order, pictures, failure }
}
const pixel = (value: number) => new Response(Float32Array.of(value).buffer as ArrayBuffer)
const placeOf = (address: string) => Number(new URL(address, 'http://x').searchParams.get('from'))

describe('the pictures of patches', () => {
  it('are four per patch: original, reconstruction, residual and deviation', async () => {
    const { fetched, pictures } = ask([7], (address) => pixel(placeOf(address)))
    await until(() => pictures.value.size === 1)
    expect(fetched).toEqual(
      (['originals', 'reconstructions', 'residuals', 'deviations'] as const).map((name) =>
        validationPicturesAddress('a', name, 7, 1, 'standard'),
      ),
    )
    expect(Object.values(pictures.value.get(7)!).map(([value]) => value)).toEqual([7, 7, 7, 7])
  })

  it('arrive one by one: a slow one does not delay the others', async () => {
    let release = () => {}
    const gate = new Promise<void>((resolve) => (release = resolve))
    const { pictures } = ask([1, 2], async (address) => {
      if (placeOf(address) === 1) await gate
      return pixel(0)
    })
    await until(() => pictures.value.has(2))
    expect(pictures.value.has(1)).toBe(false)
    release()
    await until(() => pictures.value.has(1))
  })

  it('are requested once: going back shows them at once', async () => {
    const { fetched, order, pictures } = ask([1, 2])
    await until(() => pictures.value.size === 2)
    order.value = { ...order.value, places: [2, 3] }
    await until(() => pictures.value.size === 2 && pictures.value.has(3))
    expect(fetched).toHaveLength(12)
    order.value = { ...order.value, places: [1] }
    await nextTick()
    expect([...pictures.value.keys()]).toEqual([1])
    expect(fetched).toHaveLength(12)
  })

  it('are kept for 64 patches, dropping the oldest first', async () => {
    const { fetched, order, pictures } = ask([0])
    for (let from = 1; from <= 64; from += 16) {
      order.value = { ...order.value, places: Array.from({ length: 16 }, (_, i) => from + i) }
      await until(() => pictures.value.size === 16)
    }
    const before = fetched.length
    order.value = { ...order.value, places: [1] }
    await nextTick()
    expect(pictures.value.size).toBe(1)
    expect(fetched).toHaveLength(before)
    order.value = { ...order.value, places: [0] }
    await until(() => pictures.value.has(0))
    expect(fetched).toHaveLength(before + 4)
  })

  it('differ by unit and validation', async () => {
    const { fetched, order, pictures } = ask([1])
    await until(() => pictures.value.size === 1)
    for (const change of [{ unit: 'map' as Unit }, { id: 'b' }]) {
      order.value = { ...order.value, ...change }
      await nextTick()
      expect(pictures.value.size).toBe(0)
      await until(() => pictures.value.size === 1)
    }
    expect(fetched).toHaveLength(12)
    expect(fetched[11]).toBe(validationPicturesAddress('b', 'deviations', 1, 1, 'map'))
  })

  it('that fail say why and leave the others visible, until others are requested', async () => {
    const { order, pictures, failure } = ask([1, 2], (address) =>
      placeOf(address) === 1 ? new Response('originals.npy: cut off.', { status: 500 }) : pixel(0),
    )
    await until(() => failure.value && pictures.value.has(2))
    expect(failure.value!.message).toContain('originals.npy: cut off.')
    order.value = { ...order.value, places: [2] }
    await nextTick()
    expect(failure.value).toBeNull()
  })

  it('no longer needed are dropped if they arrive late', async () => {
    let release = () => {}
    const gate = new Promise<void>((resolve) => (release = resolve))
    const { order, pictures, failure } = ask([1], async () => (await gate, pixel(0)))
    order.value = { ...order.value, places: [] }
    await nextTick()
    release()
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect([pictures.value.size, failure.value]).toEqual([0, null])
  })
})

describe('concatenated pictures', () => {
  it('are split by size, without a copy', () => {
    const values = Float32Array.from({ length: 12 }, (_, i) => i)
    const frames = framesOf(values, 2)
    expect(frames.map((frame) => Array.from(frame))).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
      [8, 9, 10, 11],
    ])
    expect(frames[1].buffer).toBe(values.buffer)
  })
  it('are empty before they arrive, and omit a truncated one', () => {
    expect(framesOf(null, 64)).toEqual([])
    expect(framesOf(new Float32Array(7), 2)).toHaveLength(1)
  })
})
