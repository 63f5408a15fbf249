import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import RefusedMap from '../../../../src-renderer/views/maps/RefusedMap.vue'

const refused = (message: string, field?: string) =>
  mount(RefusedMap, { props: { failure: new CirrusError('refused', message, undefined, { field }) } })
const press = (page: ReturnType<typeof refused>, label: string) =>
  page
    .findAll('button')
    .find((one) => one.text() === label)!
    .trigger('click')
const labels = (page: ReturnType<typeof refused>) => page.findAll('button').map((one) => one.text())

describe('a file that can’t be opened as a map', () => {
  it('says why and that nothing was added, and offers to choose another', async () => {
    const page = refused('/maps/a.txt: this is not a FITS file.')
    expect(page.text()).toContain('/maps/a.txt: this is not a FITS file.')
    expect(page.text()).toContain('Nothing was added to the list.')
    expect(page.text()).not.toContain('Open as')
    await press(page, 'Choose another…')
    await press(page, 'Dismiss')
    expect([page.emitted('choose')?.length, page.emitted('dismiss')?.length]).toEqual([1, 1])
  })

  it('only because of its frame can be opened with any of the frames', async () => {
    const page = refused('/maps/a.fits, COORDSYS: “X” is no frame.', 'coordsys')
    expect(labels(page).filter((label) => label.startsWith('Open as'))).toEqual([
      'Open as Galactic',
      'Open as Equatorial',
      'Open as Ecliptic',
    ])
    await page
      .findAll('button')
      .find((one) => one.text() === 'Open as Ecliptic')!
      .trigger('click')
    expect(page.emitted('open')).toEqual([[{ coordsys: 'E' }]])
  })
})
