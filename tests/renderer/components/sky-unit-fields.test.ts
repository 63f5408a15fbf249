import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import type { UnitConversion } from '../../../src-preload/contract/index.ts'
import SkyUnitFields from '../../../src-renderer/components/SkyUnitFields.vue'

function fields(own: string, start: UnitConversion = {}, props: Record<string, unknown> = {}) {
  const conversion = ref<UnitConversion>(start)
  const form = mount(
    defineComponent(
      () => () =>
        h(SkyUnitFields, {
          own,
          modelValue: conversion.value,
          'onUpdate:modelValue': (next: UnitConversion) => (conversion.value = next),
          ...props,
        }),
    ),
  )
  const asks = () => form.find('input').exists()
  return { form, conversion, asks, choose: (unit: string) => form.find('select').setValue(unit) }
}

describe('the unit of a map’s values', () => {
  it('is the map’s own at first, which is offered once', () => {
    const { form, asks } = fields('MJy/sr')
    const options = form.findAll('option').map((option) => option.text())
    expect(options[0]).toBe('MJy/sr (the map’s)')
    expect(options).toContain('K_CMB')
    expect(options.filter((option) => option.startsWith('MJy/sr'))).toHaveLength(1)
    expect(form.find('select').element.value).toBe('')
    expect(asks()).toBe(false)
  })

  it('asks for no frequency if only the size of the unit changes', async () => {
    const { conversion, choose, asks } = fields('MJy/sr')
    await choose('kJy/sr')
    expect(conversion.value).toEqual({ unit: 'kJy/sr' })
    expect(asks()).toBe(false)
  })

  it('asks for the frequency between an intensity and a temperature, and says what it is for', async () => {
    const { form, conversion, choose, asks } = fields('MJy/sr')
    await choose('K_CMB')
    expect(asks()).toBe(true)
    expect(form.find('label[for]').text()).toBe('Frequency')
    expect(form.find('.wrong').text()).toBe('enter a number')
    await form.find('input').setValue('353')
    expect(conversion.value).toEqual({ unit: 'K_CMB', frequency: 353 })
    expect(form.find('.wrong').exists()).toBe(false)
  })

  it('keeps the frequency for another unit, and forgets it with the map’s own', async () => {
    const { conversion, choose } = fields('MJy/sr', { unit: 'K_CMB', frequency: 143 })
    await choose('uK_RJ')
    expect(conversion.value).toEqual({ unit: 'uK_RJ', frequency: 143 })
    await choose('')
    expect(conversion.value).toEqual({})
  })

  it.each(['0', '-5', ''])('leaves the frequency out while it is "%s"', async (typed) => {
    const { form, conversion } = fields('K_CMB', { unit: 'MJy/sr', frequency: 217 })
    await form.find('input').setValue(typed)
    expect(conversion.value).toEqual({ unit: 'MJy/sr' })
  })

  it('is named as the form says', () => {
    const { form } = fields('K_CMB', {}, { label: 'Unit of the patches' })
    expect(form.find('select').attributes('aria-label')).toBe('Unit of the patches')
  })
})

describe('a frequency in the file’s name', () => {
  const name = 'HFI_SkyMap_545_2048_R3.01_full.fits'

  it('is offered, not taken, until it is used', async () => {
    const { form, conversion, choose } = fields('MJy/sr', {}, { name })
    expect(form.find('.suggestion').exists()).toBe(false)
    await choose('K_RJ')
    expect(conversion.value).toEqual({ unit: 'K_RJ' })
    const button = form.find('.suggestion')
    expect(button.text()).toBe('Use 545 GHz, from the file’s name')
    expect(button.attributes('type')).toBe('button')
    await button.trigger('click')
    expect(conversion.value).toEqual({ unit: 'K_RJ', frequency: 545 })
    expect(form.find('input').element.value).toBe('545')
    expect(form.find('.suggestion').exists()).toBe(false)
  })

  it('is offered again beside another one', async () => {
    const { form } = fields('MJy/sr', { unit: 'K_CMB', frequency: 545 }, { name })
    await form.find('input').setValue('550')
    expect(form.find('.suggestion').exists()).toBe(true)
  })

  it('is not offered where the name has none', async () => {
    const { form } = fields('MJy/sr', { unit: 'K_CMB' }, { name: 'dust.fits' })
    expect(form.find('.suggestion').exists()).toBe(false)
  })
})
