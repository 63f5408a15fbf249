import { afterEach, describe, expect, it, vi } from 'vitest'
import { separation } from '../../../src-shared/sky/position.ts'
import { fetchSurvey, parseProperties } from '../../../src-renderer/sky/survey.ts'

const properties = `# made here
creator_did          = ivo://cirrus/P/demo
obs_title = IRIS 100 um = demo
hips_pixel_cut=1.21 218
hips_data_range = 0.69 21885
`
const answer = (body: string, status = 200) =>
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => new Response(body, { status })),
  )
afterEach(() => vi.unstubAllGlobals())

describe('HiPS properties', () => {
  it('are lines of key = value; comments are skipped, and a value may contain an equals sign', () => {
    const read = parseProperties(properties)
    expect(read.get('creator_did')).toBe('ivo://cirrus/P/demo')
    expect(read.get('obs_title')).toBe('IRIS 100 um = demo')
    expect(read.size).toBe(4)
  })
})

describe('a survey', () => {
  it('has the cuts and the range of its properties, and an address on the page’s own origin', async () => {
    answer(properties)
    const survey = await fetchSurvey('demo', 2)
    expect(fetch).toHaveBeenCalledWith('/data/maps/demo/hips/2/properties', expect.anything())
    expect(survey).toMatchObject({ title: 'IRIS 100 um = demo', cuts: [1.21, 218], range: [0.69, 21885] })
    expect(survey.address).toBe(new URL('/data/maps/demo/hips/2', location.href).href)
  })

  it('has cuts and range in the map’s unit even if its tiles have an offset subtracted', async () => {
    answer('hips_pixel_cut = -0.25 0.5\nhips_data_range = -1 2\ncirrus_zero = 1000')
    expect(await fetchSurvey('demo', 0)).toMatchObject({ cuts: [999.75, 1000.5], range: [999, 1002], zero: 1000 })
    answer(properties)
    expect((await fetchSurvey('demo', 0)).zero).toBe(0)
  })

  // The Galactic centre by astropy: RA 266.40500, Dec -28.93617.
  it('gives the view of a partial map’s data, with a margin, and none for a full map', async () => {
    answer('hips_initial_ra = 266.40500\nhips_initial_dec = -28.93617\nhips_initial_fov = 20')
    const { data } = await fetchSurvey('demo', 0)
    expect(separation(data!, { lon: 0, lat: 0 })).toBeLessThan(1e-4)
    expect(data!.fov).toBe(25)
    answer('hips_initial_ra = 266.405\nhips_initial_dec = -28.936\nhips_initial_fov = 180')
    expect((await fetchSurvey('demo', 0)).data).toBeNull()
  })

  it('uses the range as cuts if the properties have none, or invalid ones', async () => {
    answer('hips_pixel_cut = 5 5\nhips_data_range = 0 9')
    expect((await fetchSurvey('demo', 0)).cuts).toEqual([0, 9])
  })

  it('fails with the host’s message', async () => {
    answer('iris.fits: the file is no longer there.', 404)
    await expect(fetchSurvey('demo', 0)).rejects.toMatchObject({
      code: 'not-found',
      message: 'iris.fits: the file is no longer there.',
    })
  })

  it('distinguishes a host that did not answer from a cancelled request', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed to fetch')))
    await expect(fetchSurvey('demo', 0)).rejects.toMatchObject({ code: 'connection-lost' })
    await expect(fetchSurvey('demo', 0, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' })
  })
})
