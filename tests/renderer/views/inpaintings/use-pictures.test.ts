// @vitest-environment happy-dom
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

/** Asks for the pictures of inpaintings, of a host that answers each with one pixel. */
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
  it('are five of each that is complete, by its id', async () => {
    const { fetched, pictures } = ask([disc, corner])
    await until(() => pictures.value.size === 2)
    expect(fetched).toHaveLength(10)
    expect(Object.values(pictures.value.get(corner.id)!).every((picture) => picture?.[0] === 1)).toBe(true)
    expect(fetched.slice(0, 5)).toEqual(pictureNames.map((name) => inpaintingAddress(disc.id, name, 'standard')))
  })

  it('are patch and hole alone before it is complete', async () => {
    const { fetched, pictures } = ask([{ ...disc, state: 'running' }])
    await until(() => pictures.value.size === 1)
    expect(fetched).toEqual([inpaintingAddress(disc.id, 'original'), inpaintingAddress(disc.id, 'corrupted')])
    expect(pictures.value.get(disc.id)).toMatchObject({ model: null, filled: null, residual: null })
  })

  it('are asked for again when it completes, and in another unit', async () => {
    const { fetched, shown, unit, pictures } = ask([{ ...disc, state: 'running' }])
    await until(() => pictures.value.size === 1)
    shown.value = [disc]
    await until(() => pictures.value.get(disc.id)?.filled)
    unit.value = 'map'
    await until(() => fetched.length === 12)
    expect(fetched.at(-1)).toBe(inpaintingAddress(disc.id, 'residual', 'map'))
  })

  it('are not asked for again when another thing of the record changes', async () => {
    const { fetched, shown, pictures } = ask([disc])
    await until(() => pictures.value.size === 1)
    shown.value = [{ ...disc, runName: 'another name' }]
    await nextTick()
    expect(fetched).toHaveLength(5)
  })

  it('that are not there yet are none, which is no failure', async () => {
    const { pictures, failure } = ask([disc], (address) =>
      address.includes('/filled') ? new Response('There is none.', { status: 404 }) : value(),
    )
    await until(() => pictures.value.size === 1)
    expect([pictures.value.get(disc.id)!.filled, failure.value]).toEqual([null, null])
  })

  it('that cannot be read say why, and leave the others', async () => {
    const { pictures, failure } = ask([disc], (address) =>
      address.includes('/filled') ? new Response('filled.npy: cut off.', { status: 500 }) : value(),
    )
    await until(() => pictures.value.size === 1)
    expect(failure.value!.message).toContain('filled.npy: cut off.')
    expect(pictures.value.get(disc.id)!.original).not.toBeNull()
  })

  it('of none are none', async () => {
    const { fetched, pictures } = ask([])
    await nextTick()
    expect([fetched.length, pictures.value.size]).toEqual([0, 0])
  })
})
