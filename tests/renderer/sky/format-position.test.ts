import { describe, expect, it } from 'vitest'
import { formatEquatorial, formatPosition } from '../../../src-renderer/sky/format-position.ts'

const centre = { lon: 0, lat: 0 }
describe('right ascension and declination', () => {
  // The Galactic centre by astropy: 17h45m37.199s -28d56m10.22s (266.40500, -28.93617).
  it('of the Galactic centre agree with astropy, in degrees and in sexagesimal notation', () => {
    expect(formatEquatorial(centre, 'degrees')).toEqual({ ra: '266.40°', dec: '−28.94°' })
    expect(formatEquatorial(centre, 'sexagesimal')).toEqual({ ra: '17h45m37.2s', dec: '−28°56′10″' })
  })

  // The north celestial pole by astropy: l 122.93192, b 27.12825.
  it('never write 60 minutes or 60 seconds', () => {
    for (let lon = 0; lon < 360; lon += 0.37) {
      const { ra, dec } = formatEquatorial({ lon, lat: 27.12825 - lon / 5 }, 'sexagesimal')
      expect(`${ra} ${dec}`).toMatch(/^[012]\dh[0-5]\dm[0-5]\d\.\ds [−+]\d\d°[0-5]\d′[0-5]\d″$/)
    }
    expect(formatEquatorial({ lon: 122.9319186, lat: 27.1282511 }, 'sexagesimal').dec).toBe('+90°00′00″')
  })
})

describe('a position to copy', () => {
  it('has both frames in degrees, with ASCII signs for other programs', () => {
    expect(formatPosition(centre)).toBe('l 0.00000 b 0.00000  RA 266.40500 Dec -28.93617')
    expect(formatPosition({ lon: 212, lat: -19 })).toMatch(/^l 212\.00000 b -19\.00000 {2}RA \d/)
  })
})
