import { describe, expect, it } from 'vitest'
import { priorSamplesAddress } from '../../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../../src-preload/rpc/errors.ts'
import { until } from '../../../window.ts'
import { button, press } from '../../mount-page.ts'
import { command, field, flow, labels, open, showDraws, type } from './draws-stage.ts'

const numbers = () => labels().filter((label) => ['mean', 'std', 'latitude'].includes(label))
const rangeOf = (label: string) => document.getElementById(field(label).getAttribute('aria-describedby')!)!

describe('draws under conditions', () => {
  it('have a field for each condition, empty for that of a training patch, with the range of these', async () => {
    const page = await showDraws()
    expect(numbers()).toEqual(['mean', 'latitude'])
    expect(field('latitude').placeholder).toBe('of a patch')
    expect(rangeOf('latitude').textContent.trim()).toBe('15.0 to 89.2')
    expect(command('form')).not.toContain('--condition')
    await page.find('form').trigger('submit')
    await until(() => open.fetched.length > 0)
    const plain = { checkpoint: 'best', count: 8, seed: 1, solverSteps: 12 } as const
    expect(open.fetched).toEqual([priorSamplesAddress(flow.id, plain)])
  })

  it('are asked for with what is given, as the command has it, and again without it', async () => {
    const page = await showDraws()
    await type(field('latitude'), '60')
    await type(field('mean'), '-1.5')
    expect(command('form')).toContain('--mean -1.5 --condition latitude=60 --out samples')
    await page.find('form').trigger('submit')
    const given = { mean: -1.5, latitude: 60 }
    const asked = { checkpoint: 'best', count: 8, seed: 1, solverSteps: 12, given } as const
    await until(() => open.fetched.includes(priorSamplesAddress(flow.id, asked)))
    await type(field('latitude'), '')
    await type(field('mean'), '')
    expect(command('form')).toContain('--solver-steps 12 --out samples')
  })

  it('say that a value is beyond those of training patches, and draw it all the same', async () => {
    const page = await showDraws()
    await type(field('latitude'), '5')
    expect(rangeOf('latitude').textContent.trim()).toBe('beyond 15.0 to 89.2')
    expect(button(page, 'Draw')!.element.disabled).toBe(false)
  })

  it('in the map’s unit take mean and std too, and std is above 0', async () => {
    const page = await showDraws()
    await press(page, 'MJy/sr')
    expect(numbers()).toEqual(['mean', 'latitude', 'std'])
    await type(field('std'), '0')
    expect(rangeOf('std').textContent.trim()).toBe('above 0')
    expect(button(page, 'Draw')!.element.disabled).toBe(true)
    await type(field('std'), '0.25')
    expect(command('form')).toContain('--unit map --std 0.25 --out samples')
    // Only in the map's unit does it mean anything.
    await press(page, 'standardised')
    expect(command('form')).not.toContain('--std')
  })

  it('are solved by Heun’s method on request', async () => {
    await showDraws()
    const solver = document.querySelector('details select') as HTMLSelectElement
    await type(solver, 'heun')
    expect(command('form')).toContain('--solver heun --solver-steps 12')
  })

  it('say why conditions can’t be listed', async () => {
    const page = await showDraws({
      'samples.numbers': () => {
        throw new CirrusError('refused', 'patches.csv: there is no column "latitude".')
      },
    })
    await until(() => page.find('[role="alert"]').exists())
    expect(page.find('[role="alert"]').text()).toContain('there is no column "latitude"')
  })
})
