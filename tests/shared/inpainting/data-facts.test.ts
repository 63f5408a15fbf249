import { describe, expect, it } from 'vitest'
import type { Blur } from '../../../src-shared/inpainting/blur.ts'
import { plainData, whyNotData } from '../../../src-shared/inpainting/data-facts.ts'
import { estimatorKinds } from '../../../src-shared/inpainting/estimator-facts.ts'

const plain = plainData({ size: 64 })
const kindsThatTake = (data: Parameters<typeof whyNotData>[1]) =>
  estimatorKinds.filter((kind) => whyNotData({ kind, covariance: 'patches' }, data) === null)

describe('estimators', () => {
  it('all take white noise, seen directly', () => {
    expect(kindsThatTake(plain)).toEqual(estimatorKinds)
  })

  it('take a blur if they undo it', () => {
    const beam: Blur = { beam: 4, pixelWindow: null, pixel: 0.01 }
    const blurred = { ...plain, blurs: [beam] }
    expect(kindsThatTake(blurred)).toEqual(['mean', 'wiener', 'map', 'laplace', 'hmc', 'flow'])
    expect(whyNotData({ kind: 'diffusion' }, blurred)).toBe('can’t undo a beam or a pixel window')
    const means = { ...plain, blurs: [null, { ...beam, pixelWindow: { kind: 'patch' } } satisfies Blur] }
    expect(kindsThatTake({ ...means, channels: 2, size: 32 })).toEqual(['mean', 'wiener', 'map', 'laplace', 'hmc'])
    expect(whyNotData({ kind: 'flow' }, means)).toBe('can’t undo a pixel window')
  })

  it('of holes alone are refused without one', () => {
    const whole = { ...plain, whole: true }
    expect(kindsThatTake(whole)).toEqual(['mean', 'wiener', 'map', 'laplace', 'hmc', 'flow'])
    expect(whyNotData({ kind: 'biharmonic' }, whole)).toBe('fills holes, and there is none')
  })

  it('fill a channel of which nothing is seen if they know how channels belong together', () => {
    const predicted = plainData({ size: 64, channels: 3, unseen: true })
    expect(kindsThatTake({ ...predicted, size: 32 })).toEqual(['mean', 'wiener', 'map', 'laplace', 'hmc', 'flow'])
    expect(kindsThatTake({ ...predicted, unseen: false })).toContain('biharmonic')
    expect(whyNotData({ kind: 'wiener' }, predicted)).toBe('takes patches of 3 channels of up to 36 px')
    expect(whyNotData({ kind: 'wiener', covariance: 'stationary' }, { ...predicted, size: 32 })).toBe(
      'takes the covariance of the patches alone for several channels',
    )
    expect(whyNotData({ kind: 'wiener' }, { ...predicted, size: 32, noise: 'spectrum' })).toBe(
      'takes no noise spectrum for several channels',
    )
  })

  it('take a map or a spectrum of noise, but for the flow, which was trained with one width', () => {
    const others = estimatorKinds.filter((kind) => kind !== 'flow')
    expect(kindsThatTake({ ...plain, noise: 'map' })).toEqual(others)
    expect(kindsThatTake({ ...plain, noise: 'map', size: 256 })).toEqual(others)
    expect(kindsThatTake({ ...plain, noise: 'spectrum' })).toEqual(others)
  })

  it('take a spectrum for large patches only if they need no matrix of all pairs of pixels', () => {
    const large = { ...plain, noise: 'spectrum', size: 65 } as const
    expect(kindsThatTake(large)).toEqual(['mean', 'diffusion', 'biharmonic'])
    expect(whyNotData({ kind: 'wiener', covariance: 'stationary' }, large)).toBeNull()
    expect(whyNotData({ kind: 'map' }, large)).toBe('takes a noise spectrum for patches of up to 64 px')
  })
})
