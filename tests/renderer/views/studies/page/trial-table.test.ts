// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { CirrusError } from '../../../../../src-preload/rpc/errors.ts'
import { until } from '../../../window.ts'
import { press } from '../../mount-page.ts'
import { show, asked, rows, numbers, dialog, inDialog } from './study-window.ts'

describe('the table of trials', () => {
  it('is filtered by words and comparisons, and the matches can be selected', async () => {
    const page = await show()
    await page.find('input[type="search"]').setValue('failed')
    expect(numbers()).toEqual([8])
    expect(rows()[0].text()).toContain('The loss is not a number since epoch 1.')
    await page.find('input[type="search"]').setValue('trial<4')
    await press(page, 'Select these')
    expect(page.text()).toContain('only the 3 selected')
    await page.find('input[type="search"]').setValue('nothing like it')
    expect(page.text()).toContain('No matches')
  })

  it('sorts by a parameter, and links to the run', async () => {
    const page = await show()
    await page
      .findAll('th button')
      .find((one) => one.text().startsWith('latent dimension'))!
      .trigger('click')
    const values = rows().map((row) => Number(row.findAll('td')[6].text().replaceAll(/\s/g, '')))
    expect(values).toEqual([...values].sort((a, b) => a - b))
    expect(rows()[0].find('a').attributes('href')).toMatch(/^\/runs\/demo-search-/)
  })

  it('shows the outcome of a trial, and its log', async () => {
    await show()
    await rows()
      .find((row) => row.text().startsWith('8'))!
      .find('button')
      .trigger('click')
    await until(() => dialog().exists() && asked('studies.log').length === 1)
    expect(asked('studies.log')[0]).toEqual({ id: 'demo-search', number: 8 })
    expect(dialog().text()).toContain('The loss is not a number since epoch 1.')
    await inDialog('Close').trigger('click')
    await rows()
      .find((row) => row.text().startsWith('12'))!
      .find('button')
      .trigger('click')
    await until(() => dialog().text().includes('epoch 1: '))
  })

  it('reports a log that could not be read', async () => {
    await show('', 'demo-search', {
      answers: {
        'studies.log': () => {
          throw new CirrusError('not-found', 'The cluster does not answer.')
        },
      },
    })
    await rows()[0].find('button').trigger('click')
    await until(() => dialog().text().includes('The cluster does not answer.'))
  })
})
