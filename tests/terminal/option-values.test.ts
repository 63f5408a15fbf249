import { expect, it } from 'vitest'
import { UsageError } from '../../src-main/terminal/exit-code.ts'
import { choiceOption, listOption, nameOption, numberOption, repeated } from '../../src-main/terminal/option-values.ts'
import { recipeOf } from '../../src-main/terminal/spectrum-options.ts'
import { plainRecipe } from '../../src-shared/statistics/spectrum-recipe.ts'

const plain = { taper: plainRecipe.taper }

it('a number is parsed from its text, within its bounds', () => {
  const width = numberOption('--width', { min: 1e-3, max: 60 })
  expect(['8', ' 0.5 ', '1e-3', '60', '+2'].map(width)).toEqual([8, 0.5, 1e-3, 60, 2])
  for (const text of ['', '  ', 'wide', '0', '61', '8deg', 'NaN', 'Infinity', '-1']) {
    expect(() => width(text), text).toThrow(UsageError)
    expect(() => width(text), text).toThrow(`--width takes a number from 0.001 to 60, not "${text}"`)
  }
})

it('a whole number has no fraction, and may have no bounds', () => {
  const seed = numberOption('--seed', { min: 0, integer: true })
  expect(['0', '4294967295', '1e3'].map(seed)).toEqual([0, 4294967295, 1000])
  expect(() => seed('1.5')).toThrow('--seed takes a whole number of at least 0, not "1.5"')
  expect(() => numberOption('--l', { max: 9 })('10')).toThrow('--l takes a number of at most 9, not "10"')
  expect(() => numberOption('--sigma')('x')).toThrow('--sigma takes a number, not "x"')
})

it('a choice must match one of its words exactly, a list several of them', () => {
  expect(choiceOption('--split', ['train', 'test'])('test')).toBe('test')
  expect(() => choiceOption('--split', ['train', 'test'])('Test')).toThrow('--split takes train or test, not "Test"')
  const formats = listOption('--format', ['fits', 'npy', 'png'])
  expect(formats('npy, fits')).toEqual(['npy', 'fits'])
  expect(() => formats('npy,')).toThrow('--format takes fits or npy or png, not ""')
})

it('a repeated option collects its values', () => {
  expect(repeated('b', repeated('a', []))).toEqual(['a', 'b'])
})

it('the options of spectra are a recipe, the default one if none is given', () => {
  expect(recipeOf(plain)).toEqual(plainRecipe)
  expect(recipeOf({ ...plain, apodize: 0, bin: [40, 100], mask: 'm.npy', beam: 5, pixelWindow: true })).toEqual({
    ...{ taper: 'C1', apodize: 0, bands: [40, 100], mask: 'm.npy', beam: 5, pixelWindow: true },
  })
})

it('a name is one line of text', () => {
  expect(nameOption('IRIS 100 µm')).toBe('IRIS 100 µm')
  expect(() => nameOption('two\nlines')).toThrow('--name takes one line of at most 120 characters')
  expect(() => nameOption(' ')).toThrow(UsageError)
})
