import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasSharedData, sharedData } from '../../shared-data.ts'
import { madeLauncher } from '../made-launcher.ts'
import { openApplication, temporaryHome, type Opened } from '../harness.ts'

const { home, remove } = temporaryHome()
let app: Opened
beforeAll(async () => {
  app = await openApplication(home, { demo: false, engineLauncher: madeLauncher })
})
afterAll(async () => {
  await app.close()
  remove()
})

describe('files that are not maps', () => {
  it.runIf(hasSharedData)('are refused with file, place and reason, and none of them is added', async () => {
    const files = [
      'bad/LFSPOINTER_SFD_dust_4096_sgp.fits',
      'bad/TRUNCATED_band_car_fejer1_5arcmin.fits',
      'bad/UNPADDED_hips_Npix0.fits',
      'healpix/healpixmirror_pixel_window_n0256.fits',
      'healpix/mocpy_P-GALEXGR6-AIS-FUV_moc.fits',
    ]
    for (const file of files) {
      const refusal = app.call('maps.open', { path: sharedData(file) })
      await expect(refusal, file).rejects.toMatchObject({ code: 'refused', message: expect.stringContaining(file) })
    }
    expect(await app.call('maps.list', {})).toEqual([])
  })
})
