import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import PatchReadOut from '../../../src-renderer/patch/PatchReadOut.vue'
import RegionTable from '../../../src-renderer/patch/RegionTable.vue'
import ShapeLayer from '../../../src-renderer/patch/ShapeLayer.vue'
import type { MeasuredPicture } from '../../../src-renderer/patch/measured-picture.ts'
import type { Form, Shape } from '../../../src-renderer/patch/shapes.ts'

afterEach(() => void vi.restoreAllMocks())
const at = (column: number, row: number) => ({ column, row })
const picture = (name: string, lon: number | null): MeasuredPicture => ({
  ...{ name, values: [1, 2, 3, 4, 5, NaN, 7, 8, 9], unit: 'MJy/sr', kind: 'sky' },
  position: lon === null ? null : { lon, lat: 90 },
})
const measured = (...pictures: MeasuredPicture[]) => ({ title: 'North Pole / 7', size: 3, width: 2, pictures })

describe('the position under the cursor', () => {
  const text = (column: number, row: number, ...pictures: MeasuredPicture[]) =>
    mount(PatchReadOut, { props: { measured: measured(...pictures), cursor: at(column, row) } }).text()

  it('is on the sky where the patch is, at the pole too', () => {
    // The middle pixel of a patch at the pole is the pole, whose right ascension is 192.86 degrees.
    expect(text(1, 1, picture('a', 0))).toMatch(/column 1\.0, row 1\.0.*b \+?90\.00°.*RA 192\.86°.*Dec \+?27\.13°/)
    // A degree below it, longitude 0 (the tangent plane has 1 degree per pixel).
    expect(text(1, 0, picture('a', 0))).toMatch(/l 0\.00°.*b \+?89\.00°/)
  })

  it('is the pixel alone where pictures differ in position, or have none', () => {
    expect(text(1, 1, picture('a', 0), picture('b', 10))).toBe('column 1.0, row 1.0')
    expect(text(1, 1, picture('a', null))).toBe('column 1.0, row 1.0')
  })

  it('is a hint beyond the edge of the outer pixels', () => {
    expect(text(-0.5, 2.5, picture('a', 0))).toContain('column -0.5, row 2.5')
    expect(text(-0.6, 1, picture('a', 0))).toContain('Arrow keys move the cursor')
    expect(text(1, 2.51, picture('a', 0))).toContain('Arrow keys move the cursor')
  })
})

describe('forms over a picture', () => {
  const view = { column: 1, row: 1, zoom: 10 }
  const layer = (shapes: Shape[], draft: Form | null = null, cursor: ReturnType<typeof at> | null = null) =>
    mount(ShapeLayer, { props: { shapes, draft, cursor, view, box: { width: 30, height: 30 } } })
  const disc: Form = { kind: 'disc', centre: at(1, 1), radius: 1 }

  it('are outlined twice, light on dark, with their names', () => {
    const drawn = layer([{ name: 'A', form: disc }])
    expect(drawn.findAll('path').map((path) => path.classes()[0])).toEqual(['casing', 'line'])
    expect(drawn.find('text').text()).toBe('A')
    // Above the disc: its top is at row 2, 10 px above the middle of the box.
    expect(drawn.find('text').attributes()).toMatchObject({ x: '19', y: '0' })
  })

  it('are dashed while they are drawn, and the cursor has a mark', () => {
    const drawn = layer([], disc, at(0, 2))
    expect(drawn.find('.dashed').exists()).toBe(true)
    expect(drawn.find('.mark').attributes('d')).toBe('M-2 5h14M5 -2v14')
  })

  it('leave no layer to paint where there are none', () => {
    expect(layer([]).find('svg').exists()).toBe(false)
  })
})

describe('statistics of regions', () => {
  const shapes: Shape[] = [{ name: 'A', form: { kind: 'rectangle', from: at(0, 0), to: at(2, 2) } }]

  it('count what is missing, and name the picture where there are several', async () => {
    const table = mount(RegionTable, { props: { shapes, measured: measured(picture('a', 0), picture('b', 0)) } })
    expect(table.findAll('tbody tr')).toHaveLength(2)
    expect(table.find('tbody td:nth-child(3)').text()).toBe('8, 1 missing')
    expect(table.text()).toContain('In MJy/sr. The standard deviation is divided by the count')
    await table.find('[aria-label="Remove region A (b)"]').trigger('click')
    expect(table.emitted('remove')).toEqual([['A']])
  })

  it('are saved as CSV under the title of the patch', async () => {
    const blobs: Blob[] = []
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => `blob:${blobs.push(blob as Blob)}`)
    const saved = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue()
    const table = mount(RegionTable, { props: { shapes, measured: measured(picture('a', 0)) } })
    await table
      .findAll('button')
      .find((button) => button.text() === 'Save CSV')!
      .trigger('click')
    expect(saved.mock.contexts.map((link) => (link as HTMLAnchorElement).download)).toEqual([
      'north-pole-7-regions.csv',
    ])
    expect((await blobs[0].text()).split('\n')).toHaveLength(3)
  })
})
