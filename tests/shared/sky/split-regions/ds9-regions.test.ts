import { describe, expect, it } from 'vitest'
import { convert, fromVector, toVector } from '../../../../src-shared/sky/frames.ts'
import { parseRegions, RegionFault } from '../../../../src-shared/sky/split-regions/ds9-regions.ts'
import { splitByRegions } from '../../../../src-shared/sky/split-regions/split-by-regions.ts'
import { holds } from '../../../../src-shared/sky/split-regions/sky-region.ts'

const file = `# Region file format: DS9 version 4.1
global color=green dashlist=8 3
galactic
circle(120,-30,8) # text={train}
box(200,40,10,6,0) # color=red tag={far} tag={test}
icrs; polygon(10,20, 20,20, 20,30, 10,30) # text=validation
fk5
circle(05:34:31.9,+22:00:52,90') # text="test"
`
const inGalactic = (ra: number, dec: number) => toVector(...convert('C', 'G', ra, dec))

describe('a DS9 region file', () => {
  const regions = parseRegions(file)

  it('gives circles, boxes and polygons, with the split that their text or a tag names', () => {
    expect(regions.map(({ kind, split }) => `${kind} ${split}`)).toEqual([
      'disc train',
      'polygon test',
      'polygon validation',
      'disc test',
    ])
  })

  it('has circles with their radius in degrees or arc minutes', () => {
    expect([holds(regions[0], toVector(120, -22.01)), holds(regions[0], toVector(120, -21.99))]).toEqual([true, false])
    // The Crab nebula is at ra 83.633, dec 22.0145.
    expect(holds(regions[3], inGalactic(83.633, 22.0145 + 1.49))).toBe(true)
    expect(holds(regions[3], inGalactic(83.633, 22.0145 + 1.51))).toBe(false)
  })

  it('has boxes of a width and height on the plane at their centre', () => {
    const reach = (Math.atan((5 * Math.PI) / 180) * 180) / Math.PI
    // East of the centre, on the great circle at right angles to the meridian.
    const along = (angle: number) => {
      const [c, e] = [toVector(200, 40), toVector(290, 0)]
      return [0, 1, 2].map((k) => Math.cos(angle) * c[k] + Math.sin(angle) * e[k]) as unknown as typeof c
    }
    const radians = Math.PI / 180
    expect(holds(regions[1], along((reach - 0.01) * radians))).toBe(true)
    expect(holds(regions[1], along((reach + 0.01) * radians))).toBe(false)
    expect([holds(regions[1], toVector(200, 42.9)), holds(regions[1], toVector(200, 43.1))]).toEqual([true, false])
  })

  it('has polygons in the frame that was named last', () => {
    expect(holds(regions[2], inGalactic(15, 25))).toBe(true)
    expect(holds(regions[2], inGalactic(9.9, 25))).toBe(false)
    expect(holds(regions[2], toVector(15, 25))).toBe(false)
    expect(fromVector(inGalactic(15, 25))[0]).toBeCloseTo(convert('C', 'G', 15, 25)[0], 9)
  })

  it('may have a box turned from north through east', () => {
    const [turned] = parseRegions('galactic\nbox(0,0,20,2,90) # text={train}')
    expect([holds(turned, toVector(0, 9)), holds(turned, toVector(9, 0))]).toEqual([true, false])
  })

  it.each([
    ['circle(1,2,3) # text={train}', 1, /galactic, icrs or fk5 on a line before/],
    ['galactic\nellipse(1,2,3,4,5) # text={train}', 2, /ellipse with 5 numbers is not known/],
    ['galactic\ncircle(1,2,3)', 2, /has no split/],
    ['galactic\ncircle(1,2,3) # text={Orion}', 2, /has no split/],
    ['\nimage', 2, /coordinates in image can't be read/],
    ['galactic\n-circle(1,2,3) # text={test}', 2, /excluded regions \(-\) can't be read/],
    ['galactic\ncircle(1,x,3) # text={test}', 2, /1, x is not a position/],
    ['galactic\ncircle(1,2,3p) # text={test}', 2, /3p is not an angle/],
    ['galactic\ncircle(1,2,0) # text={test}', 2, /out of range/],
    ['galactic\npolygon(0,0,120,0,240,0) # text={test}', 2, /more than a hemisphere/],
    ['galactic\nhello', 2, /"hello" is not a region/],
  ])('is refused with the line and the reason: %j', (text, line, reason) => {
    try {
      parseRegions(text)
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(RegionFault)
      expect((error as RegionFault).line).toBe(line)
      expect((error as RegionFault).reason).toMatch(reason)
    }
  })
})

describe('a split by regions', () => {
  const regions = parseRegions(`galactic
    circle(100,30,10) # text={train}
    box(125,30,20,20,0) # text={test}
    polygon(200,20,220,20,220,40) # text={validation}`)
  const splitAt = (lon: number, lat: number, width = 4) => splitByRegions([{ lon, lat }], regions, width)[0]

  it('is that of the region that holds the centre of a patch', () => {
    expect([splitAt(100, 30), splitAt(125, 30), splitAt(215, 25), splitAt(300, 0)]).toEqual([
      'train',
      'test',
      'validation',
      'no region',
    ])
  })

  it('leaves patches out that reach into a region of another split, by a corner or a side', () => {
    // The disc ends 10 deg from its centre, 11.5 deg of longitude; the box begins 8.5 deg further.
    expect(splitAt(108, 30, 4)).toBe('train')
    expect(splitAt(108, 30, 20)).toBe('regions of two splits')
    // A patch around a whole region has none of its corners inside.
    const ring = parseRegions('galactic\ncircle(0,0,20) # text={train}\nfk5;circle(266.405,-28.936,1) # text={test}')
    expect(splitByRegions([{ lon: 3, lat: 0 }], ring, 12)[0]).toBe('regions of two splits')
    expect(splitByRegions([{ lon: 12, lat: 0 }], ring, 12)[0]).toBe('train')
  })

  it('sees sides that cross without a corner inside either', () => {
    const cross = parseRegions('galactic\ncircle(0,0,30) # text={train}\ngalactic\nbox(0,3,40,0.5,0) # text={test}')
    expect(splitByRegions([{ lon: 0, lat: 0 }], cross, 8)[0]).toBe('regions of two splits')
    expect(splitByRegions([{ lon: 0, lat: -3 }], cross, 8)[0]).toBe('train')
    // The arcs on the far side of the sky do not count.
    expect(splitByRegions([{ lon: 180, lat: 0 }], cross, 8)[0]).toBe('no region')
  })
})
