import { expect, it } from 'vitest'
import { presets } from '../../../src-shared/model/presets.ts'
import { whyNoSky } from '../../../src-shared/model/why-no-sky.ts'

it('a sky is drawn from a flow on patches of an intensity', () => {
  expect(whyNoSky(presets.flow)).toBeNull()
  expect(whyNoSky(presets.demo)).toMatchObject({ setting: 'architecture' })
  expect(whyNoSky({ ...presets.flow, space: 'latents' })).toMatchObject({ setting: 'architecture' })
  expect(whyNoSky({ ...presets.flow, observation: 'masked' })).toMatchObject({ setting: 'observation' })
  expect(whyNoSky({ ...presets.flow, channels: 3 })).toEqual({
    setting: 'channels',
    reason: 'a sky is drawn of an intensity, not of 3 channels',
  })
})
