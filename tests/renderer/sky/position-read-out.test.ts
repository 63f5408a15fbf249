import { mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import PositionReadOut from '../../../src-renderer/sky/PositionReadOut.vue'

beforeEach(() => localStorage.clear())
const words = (text: string) => text.replace(/\s+/g, ' ')

describe('a position in the status bar', () => {
  // The Galactic centre by astropy: 17h45m37.199s -28d56m10.22s.
  it('is Galactic, with right ascension and declination beside it, sexagesimal if chosen', async () => {
    const read = mount(PositionReadOut, { props: { lon: 0, lat: 0 } })
    expect(words(read.text())).toBe('l 0.00°b 0.00°RA 266.40° Dec −28.94°')
    await read.find('button').trigger('click')
    expect(words(read.text())).toContain('RA 17h45m37.2s Dec −28°56′10″')
    // The format is remembered.
    expect(words(mount(PositionReadOut, { props: { lon: 0, lat: 0 } }).text())).toContain('17h45m37.2s')
  })
})
