import { mount } from '@vue/test-utils'
import { defineComponent, nextTick, ref } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { describe, expect, it } from 'vitest'
import type { SkyMap } from '../../../../../src-preload/contract/index.ts'
import { useMaps } from '../../../../../src-renderer/stores/maps.ts'
import { useComparison } from '../../../../../src-renderer/views/maps/compare/use-comparison.ts'
import { openStage, until } from '../../../sky/stage.ts'

const mapOf = (id: string, columns: number) =>
  ({ id, columns: Array.from({ length: columns }, (_, i) => ({ name: `c${i}` })) }) as unknown as SkyMap

/** A page at an address, whose map a has two columns and map b three. */
async function at(address: string) {
  openStage({ empty: true })
  await until(() => useMaps().phase === 'ready')
  useMaps().put(mapOf('a', 2))
  useMaps().put(mapOf('b', 3))
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/maps/:id?', component: { template: '<i />' } }],
  })
  await router.push(address)
  const column = ref(0)
  let told!: ReturnType<typeof useComparison>
  const Page = defineComponent({
    setup() {
      told = useComparison(() => mapOf('a', 2), column as never)
      return () => null
    },
  })
  mount(Page, { global: { plugins: [router] } })
  const went = async (act: () => unknown) => {
    act()
    await new Promise((resolve) => setTimeout(resolve, 10))
    return router.currentRoute.value.fullPath
  }
  return { ...told, column, went, router }
}
const side = { map: 'b', column: 2, way: 'side', shared: false, every: 1 } as const

describe('the comparison of a page', () => {
  it('is that of its address: the second map, its column, and the column of the first', async () => {
    const { comparison, second, column } = await at('/maps/a?column=1&with=b&with_column=2&view=blink')
    expect(comparison.value).toEqual({ ...side, way: 'blink' })
    expect([second.value?.map.id, second.value?.column, column.value]).toEqual(['b', 2, 1])
  })

  it('is nothing without a second map, also with a map that is gone', async () => {
    expect((await at('/maps/a')).second.value).toBeNull()
    const { comparison, second } = await at('/maps/a?with=gone')
    expect([comparison.value?.map, second.value]).toEqual(['gone', null])
  })

  it('has the last column of a map that has fewer', async () => {
    expect((await at('/maps/a?with=b&with_column=9')).second.value?.column).toBe(2)
  })

  it('is written into the address, with the id of the map that is shown', async () => {
    const { comparison, went } = await at('/maps')
    expect(await went(() => (comparison.value = side))).toBe('/maps/a?column=0&with=b&with_column=2')
    expect(await went(() => (comparison.value = null))).toBe('/maps/a')
  })

  it('is left and found again by back and forward', async () => {
    const { comparison, second, went, router } = await at('/maps/a')
    await went(() => (comparison.value = side))
    await went(() => (comparison.value = { ...side, way: 'blink', shared: true }))
    await went(() => router.back())
    expect(comparison.value).toEqual(side)
    await went(() => router.back())
    expect([comparison.value, second.value]).toEqual([null, null])
    await went(() => router.forward())
    expect(comparison.value).toEqual(side)
  })

  it('follows the column of the first map, without a new entry in the history', async () => {
    const { column, went, router } = await at('/maps/a?column=0&with=b&with_column=2')
    expect(await went(() => (column.value = 1))).toBe('/maps/a?column=1&with=b&with_column=2')
    await went(() => router.push('/maps/a?column=0&with=b&with_column=2'))
    expect(column.value).toBe(0)
    await nextTick()
  })

  it('ignores a column that the first map does not have', async () => {
    expect((await at('/maps/a?column=7&with=b')).column.value).toBe(0)
  })
})
