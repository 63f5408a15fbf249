import { describe, expect, it } from 'vitest'
import { nearestNames } from '../../../src-shared/text/nearest-names.ts'
import { readParameter } from '../../../src-shared/study/search-words.ts'
import { settingForms, unknownSetting } from '../../../src-shared/model/training-settings.ts'

const names = Object.keys(settingForms)

describe('the nearest names', () => {
  it.each([
    ['lerningRate', 'learningRate'],
    ['learning_rate', 'learningRate'],
    ['LATENTDIMENSION', 'latentDimension'],
    ['latents', 'latentDimension'],
    ['batch', 'batchSize'],
    ['epoch', 'epochs'],
    ['kernal', 'kernel'],
    ['kernelSize', 'kernel'],
    ['lr', 'learningRate'],
    ['beta', 'beta1'],
    ['sede', 'seed'],
    ['kl', 'klWeight'],
    ['optimizer', undefined],
    ['x', undefined],
    ['', undefined],
  ])('to %j begin with %j', (typed, first) => {
    const found = nearestNames(typed, names)
    expect(found[0]).toBe(first)
    expect(found.length).toBeLessThanOrEqual(3)
  })

  it('are the nearest first', () => {
    expect(nearestNames('encoderFilter', names).slice(0, 2)).toEqual(['encoderFilters', 'decoderFilters'])
    expect(nearestNames('abc', ['abcd', 'abc', 'xyz'])).toEqual(['abc', 'abcd'])
  })
})

describe('an unknown setting', () => {
  it('is answered with the settings that may be meant and where all are listed, not with all of them', () => {
    expect(unknownSetting('kernal=3', names, 'name=value')).toBe(
      'kernal=3: use name=value; there is no setting "kernal". Did you mean kernel? cirrus train --help lists all settings.',
    )
    expect(unknownSetting('beta=3', ['beta1', 'beta2', 'seed'], 'name=value')).toContain('Did you mean beta1 or beta2?')
    expect(unknownSetting('optimizer=adam', names, 'name=value')).not.toContain('Did you mean')
    expect(unknownSetting('seed', names, 'name=value')).toBe('seed: use name=value')
  })

  it('is distinguished from one that a study does not vary', () => {
    expect(readParameter('kernal=3/4')).toMatchObject({
      misfit: expect.stringMatching(/no setting "kernal".*kernel\?/),
    })
    expect(readParameter('epochs=3..4')).toEqual({ misfit: 'epochs=3..4: a study does not vary epochs' })
  })
})
