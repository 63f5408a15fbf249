import { afterEach, describe, expect, it } from 'vitest'
import type { SkyMap } from '../../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../../src-preload/rpc/errors.ts'
import { useNotices } from '../../../../../src-renderer/stores/notices.ts'
import MapTitle from '../../../../../src-renderer/views/maps/MapTitle.vue'
import MapProvenance from '../../../../../src-renderer/views/maps/page/MapProvenance.vue'
import { maps } from '../../../fake/records.ts'
import { until } from '../../../window.ts'
import { button, facts, openPage, press, type Answers, type OpenPage } from '../../mount-page.ts'

let open: OpenPage
afterEach(() => open.close())
const map: SkyMap = { ...maps[0], present: true, citation: "O'Made et al. 2026" }
const show = async (changes: Partial<SkyMap> = {}, props: Record<string, unknown> = {}, answers: Answers = {}) => {
  const given = { map: { ...map, ...changes }, column: 0, conversion: {}, ...props }
  open = await openPage(MapProvenance, '/', given, { answers })
  return open.page
}
const sums = { sha256: 'a'.repeat(64), md5: 'b'.repeat(32) }

describe('the provenance of a map', () => {
  it('says whether the frame is of the header, chosen, or assumed', async () => {
    const of = async (changes: Partial<SkyMap>) => facts(await show(changes)).frame
    expect(await of({ coordsys: 'G', coordsysOverride: null })).toMatch(/, from the header$/)
    open.close()
    expect(await of({ coordsys: 'C', coordsysOverride: 'C' })).toMatch(/, chosen by you$/)
    open.close()
    expect(await of({ coordsys: null, coordsysOverride: null })).toBe('not given in the header; assumed Galactic')
  })

  it('says the unit of the column, and what it is shown in', async () => {
    const shown = await show({}, { conversion: { unit: 'uK_CMB', frequency: 353 } })
    expect(facts(shown).unit).toMatch(/^MJy.*; shown in .* at 353 GHz, chosen by you$/)
    open.close()
    const [column] = map.columns
    expect(facts(await show({ columns: [{ ...column, unit: '' }] })).unit).toBe('not given in the header')
  })

  it('has checksums on request, and none of another map', async () => {
    const page = await show({}, {}, { 'maps.checksums': () => sums })
    await press(page, 'Compute checksums')
    await until(() => page.text().includes(sums.sha256))
    expect(page.text()).toContain(sums.md5)
    expect(button(page, 'Copy SHA-256')).toBeDefined()
    await page.setProps({ map: { ...map, id: 'another' } })
    expect(page.text()).not.toContain(sums.sha256)
  })

  it('of a file that is gone has no checksums to compute', async () => {
    expect(button(await show({ present: false }), 'Compute checksums')!.element.disabled).toBe(true)
  })

  it('that can’t be read is a notice, and can be tried again', async () => {
    const page = await show(
      {},
      {},
      {
        'maps.checksums': () => {
          throw new CirrusError('not-found', 'iris.fits is gone.')
        },
      },
    )
    await press(page, 'Compute checksums')
    await until(() => useNotices().items.some(({ text }) => text === 'iris.fits is gone.'))
    await until(() => button(page, 'Compute checksums')?.element.disabled === false)
  })
})

describe('the title of a map', () => {
  it('removes it from the list after a question that names what is lost and what is kept', async () => {
    open = await openPage(MapTitle, '/maps', { map })
    await press(open.page, 'Remove')
    await until(() => document.querySelector('[role="dialog"], dialog') !== null)
    expect(document.body.textContent).toContain(`${map.name} in the list, with its sky tiles`)
    expect(document.body.textContent).toContain(`The file ${map.path} is kept.`)
    const confirm = [...document.querySelectorAll('button')].find(
      ({ textContent }) => textContent.trim() === 'Remove map',
    )!
    confirm.click()
    await until(() => open.calls.some(([name]) => name === 'maps.remove'))
    await until(() => useNotices().items.some(({ text }) => text.includes('Its file was not deleted.')))
  })
})
