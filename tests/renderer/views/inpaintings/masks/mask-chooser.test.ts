import { describe, expect, it } from 'vitest'
import { CirrusError } from '../../../../../src-preload/rpc/errors.ts'
import { useNotices } from '../../../../../src-renderer/stores/notices.ts'
import { figureMask } from '../../../../../src-shared/sky/masks/figure-masks.ts'
import { commands } from '../../mount-page.ts'
import { until } from '../../../window.ts'
import { inDialog, maskPage, typeInto } from './mask-page.ts'

const { show, offered, chosen, tile, within, press, start, chooseFile } = maskPage()

describe('random holes', () => {
  it('have a seed, and a share if one is given', async () => {
    const { page } = await show()
    await press('Random')
    const [seed, share] = page.findAll<HTMLInputElement>('.mask-fields input')
    await seed.setValue('7')
    await until(() => commands(page)[0]?.includes('--mask random:7 '))
    await share.setValue('20')
    await until(() => commands(page)[0]?.includes('--mask random:7:0.2 '))
    expect(chosen()).toEqual(['random 7, 20 %'])
    expect(await start()).toEqual([{ kind: 'random', seed: 7, share: 0.2 }])
  })

  it('are drawn as the host makes them', async () => {
    await show()
    await press('Random')
    await until(() => (tile(chosen()[0]).find('path').attributes('d') ?? '') !== '')
    const before = tile(chosen()[0]).find('path').attributes('d')
    await press('Another')
    await until(() => {
      const now = tile(chosen()[0]).find('path').attributes('d') ?? ''
      return now !== '' && now !== before
    })
  })
})

describe('masks from files', () => {
  it('can be lists of sources, with a radius for those without one', async () => {
    const { page } = await show()
    await chooseFile('sources.csv')
    await until(() => chosen().includes('sources.csv'))
    await within('Mask sources.csv').find('input').setValue('4.5')
    await until(() => commands(page)[0]?.includes('--mask /home/astro/sources.csv --mask-radius 4.5'))
    expect(await start()).toEqual([{ kind: 'sources', path: '/home/astro/sources.csv', radius: 4.5 }])
  })

  it('can be maps, with a column and a threshold', async () => {
    const { page } = await show()
    await chooseFile('planck-545.fits')
    await until(() => chosen().includes('planck-545.fits'))
    const [column, threshold] = within('Mask planck-545.fits').findAll('input')
    await column.setValue('MASK')
    await threshold.setValue('0.9')
    await until(() => commands(page)[0]?.includes('--mask-column MASK --mask-threshold 0.9'))
    expect(await start()).toMatchObject([{ kind: 'map', column: 'MASK', threshold: 0.9 }])
  })

  it('that are neither are refused, and change nothing', async () => {
    await show({
      'masks.ofFile': () => {
        throw new CirrusError('refused', 'mask.npy: it is empty.')
      },
    })
    await chooseFile('mask.npy')
    await until(() => useNotices().items.some(({ text }) => text === 'mask.npy: it is empty.'))
    expect(chosen()).toEqual(['disc'])
  })

  it('stay in the form, chosen or not, until they are removed', async () => {
    await show()
    await chooseFile('mask.npy')
    await until(() => chosen().includes('mask.npy'))
    await tile('corner').trigger('click')
    expect(chosen()).toEqual(['corner', 'mask.npy'])
    await tile('mask.npy').trigger('click')
    expect([chosen(), offered()]).toEqual([['corner'], ['disc', 'corner', 'block', 'all seen', 'mask.npy']])
    await within('Remove mask.npy').trigger('click')
    expect(offered()).toEqual(['disc', 'corner', 'block', 'all seen'])
  })

  it('can be saved as they are on the patch', async () => {
    const { host } = await show()
    await chooseFile('sources.csv')
    await until(() => chosen().includes('sources.csv'))
    await until(() => (tile('sources.csv').find('path').attributes('d') ?? '') !== '')
    await press('Save as')
    typeInto(inDialog<HTMLInputElement>('input')[0], 'my sources')
    await until(() => inDialog<HTMLButtonElement>('button.primary')[0]?.disabled === false)
    inDialog('form')[0].dispatchEvent(new Event('submit'))
    await until(() => chosen().includes('my sources'))
    expect(offered()).toEqual(['disc', 'corner', 'block', 'all seen', 'my sources'])
    expect(host.masks.get('my sources')).toMatchObject({ size: 64, mask: figureMask('block', 64) })
  })
})

describe('saved masks', () => {
  const row = (name: string) => inDialog('li').find((one) => one.textContent!.includes(name))!
  const browse = async () => {
    const open = await show()
    await press('Saved…')
    await until(() => inDialog('li').length > 0)
    return open
  }
  const buttonOf = (name: string, text: string) =>
    [...row(name).querySelectorAll('button')].find((one) => one.textContent!.trim() === text)!

  it('are used by their names, those of the patch’s size first', async () => {
    await browse()
    expect(inDialog('li').map((one) => one.querySelector('.name')!.textContent)).toEqual(['stars', 'large'])
    expect(buttonOf('large', 'Use').title).toBe('Of 256 px, scaled to 64')
    expect(buttonOf('stars', 'Use').title).toBe('')
    buttonOf('large', 'Use').click()
    await until(() => chosen().includes('large'))
    expect(await start()).toEqual([{ kind: 'saved', name: 'large' }])
  })

  it('keep their place in the form when they are renamed, and leave it when they are deleted', async () => {
    const { host } = await browse()
    buttonOf('stars', 'Use').click()
    await until(() => chosen().includes('stars'))
    await press('Saved…')
    buttonOf('stars', 'stars').click()
    await until(() => inDialog('li input').length > 0)
    const field = inDialog<HTMLInputElement>('li input')[0]
    typeInto(field, 'north')
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }))
    await until(() => chosen().includes('north'))
    buttonOf('north', 'Delete').click()
    await until(() => document.body.textContent!.includes('Delete the mask north?'))
    inDialog('button.failure')[0].click()
    await until(() => !offered().includes('north'))
    expect(chosen()).toEqual(['disc'])
    expect([...host.masks.keys()]).toEqual(['large'])
  })

  it('can’t have a name that is no name of a file', async () => {
    const { host } = await browse()
    buttonOf('stars', 'stars').click()
    await until(() => inDialog('li input').length > 0)
    const field = inDialog<HTMLInputElement>('li input')[0]
    typeInto(field, 'a/b')
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }))
    await until(() => useNotices().items.some(({ text }) => text.startsWith('a/b: a name has none of')))
    expect([...host.masks.keys()]).toEqual(['large', 'stars'])
  })
})
