// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import { CirrusError } from '../../../../../src-preload/rpc/errors.ts'
import Chart from '../../../../../src-renderer/charts/Chart.vue'
import { useMaps } from '../../../../../src-renderer/stores/maps.ts'
import MapPage from '../../../../../src-renderer/views/maps/page/MapPage.vue'
import { unitFactor } from '../../../../../src-shared/sky/units.ts'
import { maps } from '../../../fake/records.ts'
import { until } from '../../../window.ts'
import { button, commands, facts, openPage, press, type OpenPage } from '../../mount-page.ts'

vi.mock('../../../../../src-renderer/charts/use-chart.ts', () => import('../../validations/no-canvas.ts'))

let open: OpenPage
afterEach(() => open.close())
const [map] = maps
async function show(stage: Parameters<typeof openPage>[3] = {}, id = map.id) {
  open = await openPage(MapPage, `/maps/${id}/about`, { id }, stage)
  await useMaps().load()
  await until(() => open.page.find('h1').exists() || open.page.text().includes('not found'))
  return open.page
}
const chart = (name: string) => open.page.findAllComponents(Chart).find((one) => one.props('name') === name)
const asked = (method: string) => open.calls.filter(([name]) => name === method).map(([, params]) => params)

describe('the page of a map', () => {
  it('shows the histogram of the column, with bins and scale of its values to choose', async () => {
    const page = await show()
    await until(() => chart('Histogram'))
    expect(chart('Histogram')!.props()).toMatchObject({ x: { name: map.columns[0].name }, logX: false })
    expect(chart('Histogram')!.text()).toContain('2\u202f400 pixels without a value')
    await press(page, 'log x')
    await until(() => chart('Histogram')?.props('logX'))
    expect(chart('Histogram')!.text()).toContain('12 at zero or below')
    await page.find('[aria-label=Bins]').setValue('64')
    await until(() => chart('Histogram')?.props('series')[0].y.length === 64)
    expect(asked('maps.histogram').at(-1)).toEqual({ id: map.id, column: 0, bins: 64, scale: 'log' })
  })

  it('shows the missing fraction by latitude, or that none is missing', async () => {
    await show()
    await until(() => chart('Missing by latitude'))
    expect(Math.max(...Array.from(chart('Missing by latitude')!.props('series')[0].y))).toBe(0.25)
    open.close()
    await show({ answers: { 'maps.latitudes': () => ({ edges: [-90, 90], pixels: [12], missing: [0] }) } })
    await until(() => open.page.text().includes('No pixel is missing.'))
    expect(chart('Missing by latitude')).toBeUndefined()
  })

  it('says where the map comes from, with checksums on request', async () => {
    const page = await show()
    expect(facts(page)).toMatchObject({ file: map.path, frame: 'Galactic, from the header', citation: map.citation! })
    expect(asked('maps.checksums')).toEqual([])
    await press(page, 'Compute checksums')
    await until(() => facts(page)['SHA-256'])
    expect(facts(page).MD5).toBe('b2'.repeat(16))
    expect(button(page, 'Compute checksums')).toBeUndefined()
  })

  it('names a frame that the user chose, and one that is not known', async () => {
    let frame: 'C' | null = 'C'
    const prepare = { answers: { 'maps.list': () => [{ ...map, coordsys: frame, coordsysOverride: frame }] } }
    expect(facts(await show(prepare)).frame).toBe('Equatorial, chosen by you')
    open.close()
    frame = null
    expect(facts(await show(prepare)).frame).toBe('not given in the header; assumed Galactic')
  })

  it('measures the spectrum of a patch at a place to choose, and crosses it with another map', async () => {
    const page = await show({ answers: { 'maps.list': () => [map, { ...map, id: 'second', name: 'second' }] } })
    const section = page.find('section[aria-label="Spectrum of a patch"]')
    await section.findAll('input')[1].setValue('-33.5')
    const details = section.find('details')
    ;(details.element as HTMLDetailsElement).open = true
    await details.trigger('toggle')
    await until(() => asked('maps.spectrum').length > 0)
    const place = { lon: 212, lat: -33.5, size: 256, width: 8 }
    expect(asked('maps.spectrum').at(-1)).toMatchObject({ ...place, id: map.id, column: 0, cross: null })
    await page.find('[aria-label="Cross-spectrum with"]').setValue('second 0')
    await until(() => (asked('maps.spectrum').at(-1) as { cross: unknown }).cross !== null)
    expect(asked('maps.spectrum').at(-1)).toMatchObject({ cross: { id: 'second', column: 0 } })
  })

  it('shows its charts in a unit to choose, at the frequency of the header, and says so', async () => {
    const columns = [{ ...map.columns[0], unit: 'MJy/sr', frequency: 353 }, ...map.columns.slice(1)]
    const page = await show({ answers: { 'maps.list': () => [{ ...map, columns }] } })
    expect(facts(page)).toMatchObject({ unit: 'MJy/sr', frequency: '353 GHz' })
    await until(() => chart('Histogram'))
    const before = chart('Histogram')!.props('series')[0].x[0]
    await page.find('[aria-label="Unit of the charts"]').setValue('uK_CMB')
    await until(() => facts(page).unit.includes('shown in'))
    expect(facts(page).unit).toBe('MJy/sr; shown in uK_CMB at 353 GHz, chosen by you')
    const factor = unitFactor('MJy/sr', 'uK_CMB', 353)
    expect(chart('Histogram')!.props('series')[0].x[0] / before).toBeCloseTo(factor, 6)
    expect(chart('Histogram')!.props('x')).toMatchObject({ unit: 'uK_CMB' })
  })

  it('keeps notes', async () => {
    const page = await show()
    await page.find('textarea').setValue('Zodiacal light is left in.')
    await page.find('textarea').trigger('change')
    await until(() => useMaps().find(map.id)?.note === 'Zodiacal light is left in.')
    expect(asked('maps.note')).toContainEqual({ id: map.id, note: 'Zodiacal light is left in.' })
  })

  it('lists and searches the cards of all headers', async () => {
    const page = await show()
    await until(() => page.findAll('caption').length === 2)
    expect(page.find('[aria-label=Header]').text()).toContain('4 cards')
    await page.find('input[type=search]').setValue('history')
    expect(page.findAll('tbody tr').map((row) => row.text())).toEqual(['HISTORYdestriped'])
    await page.find('input[type=search]').setValue('nothing of that kind')
    expect(page.text()).toContain('No card matches.')
  })

  it('has the command that prints the same, and leads back to the sky', async () => {
    const page = await show()
    expect(commands(page)).toEqual([`cirrus map info ${map.path} --cards --histogram 256`])
    expect(button(page, 'Show on the sky')!.attributes('href')).toBe(`/maps/${map.id}`)
  })
})

describe('what cannot be shown', () => {
  it('says why, and leaves the rest', async () => {
    const gone = () => {
      throw new CirrusError('refused', 'iris.fits: the file is no longer there.')
    }
    const page = await show({ answers: { 'maps.histogram': gone, 'maps.latitudes': gone, 'maps.cards': gone } })
    await until(() => page.findAll('[role=alert]').length === 3)
    expect(page.text()).toContain('the file is no longer there')
    expect(facts(page).file).toBe(map.path)
  })

  it('is a map that was removed', async () => {
    expect((await show({}, 'never')).text()).toContain('Map not found')
  })
})
