import { afterEach, describe, expect, it } from 'vitest'
import { effectScope, nextTick, ref, shallowRef } from 'vue'
import { inpaintingAddress } from '../../../../src-preload/contract/index.ts'
import type { Inpainting } from '../../../../src-preload/contract/index.ts'
import type { Unit } from '../../../../src-renderer/components/unit.ts'
import { pictureNames, usePictures } from '../../../../src-renderer/views/inpaintings/page/use-pictures.ts'
import { inpaintings } from '../../fake/records.ts'
import { until } from '../../window.ts'

let scope = effectScope()
afterEach(() => {
  scope.stop()
  scope = effectScope()
})
const [disc, corner] = inpaintings
const value = () => new Response(Float32Array.of(1).buffer as ArrayBuffer)

/** Requests the pictures of inpaintings from a host that answers each with one pixel. */
function ask(some: Inpainting[], answer: (address: string) => Response = value) {
  const fetched: string[] = []
  globalThis.fetch = async (address) => {
    fetched.push(String(address))
    return answer(String(address))
  }
  const shown = shallowRef(some)
  const unit = ref<Unit>('standard')
  const used = scope.run(() =>
    usePictures(
      () => shown.value,
      () => unit.value,
    ),
  )!
  return { fetched, shown, unit, ...used }
}

describe('the pictures of inpaintings', () => {
  it('are five per complete inpainting, by id', async () => {
    const { fetched, pictures } = ask([disc, corner])
    await until(() => pictures.value.size === 2)
    expect(fetched).toHaveLength(10)
    expect(Object.values(pictures.value.get(corner.id)!).every((picture) => picture?.[0] === 1)).toBe(true)
    expect(fetched.slice(0, 5)).toEqual(pictureNames.map((name) => inpaintingAddress(disc.id, name, 'standard')))
  })

  it('are only patch and hole before it is complete', async () => {
    const { fetched, pictures } = ask([{ ...disc, state: 'running' }])
    await until(() => pictures.value.size === 1)
    expect(fetched).toEqual([inpaintingAddress(disc.id, 'original'), inpaintingAddress(disc.id, 'corrupted')])
    expect(pictures.value.get(disc.id)).toMatchObject({ model: null, filled: null, residual: null })
  })

  it('are requested again when it completes, and for another unit', async () => {
    const { fetched, shown, unit, pictures } = ask([{ ...disc, state: 'running' }])
    await until(() => pictures.value.size === 1)
    shown.value = [disc]
    await until(() => pictures.value.get(disc.id)?.filled)
    unit.value = 'map'
    await until(() => fetched.length === 12)
    expect(fetched.at(-1)).toBe(inpaintingAddress(disc.id, 'residual', 'map'))
  })

  it('are not requested again when something else in the record changes', async () => {
    const { fetched, shown, pictures } = ask([disc])
    await until(() => pictures.value.size === 1)
    shown.value = [{ ...disc, runName: 'another name' }]
    await nextTick()
    expect(fetched).toHaveLength(5)
  })

  it('that do not exist yet are null, which is not a failure', async () => {
    const { pictures, failure } = ask([disc], (address) =>
      address.includes('/filled') ? new Response('There is none.', { status: 404 }) : value(),
    )
    await until(() => pictures.value.size === 1)
    expect([pictures.value.get(disc.id)!.filled, failure.value]).toEqual([null, null])
  })

  it('that cannot be read say why, without affecting the others', async () => {
    const { pictures, failure } = ask([disc], (address) =>
      address.includes('/filled') ? new Response('filled.npy: cut off.', { status: 500 }) : value(),
    )
    await until(() => pictures.value.size === 1)
    expect(failure.value!.message).toContain('filled.npy: cut off.')
    expect(pictures.value.get(disc.id)!.original).not.toBeNull()
  })

  it('of no inpaintings are empty', async () => {
    const { fetched, pictures } = ask([])
    await nextTick()
    expect([fetched.length, pictures.value.size]).toEqual([0, 0])
  })
})
