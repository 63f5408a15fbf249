import { describe, expect, it } from 'vitest'
import { mount } from '@vue/test-utils'
import { trainCommand } from '../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import FileDialog from '../../../../src-renderer/components/FileDialog.vue'
import NewRunPage from '../../../../src-renderer/views/runs/new/NewRunPage.vue'
import { datasets, demoConfig } from '../../fake/records.ts'
import { button, commands, facts, press } from '../mount-page.ts'
import { until } from '../../window.ts'
import { open, of, show, showAll, field, started, primary } from './new-run-stage.ts'

/** The preset for the dataset's patches, each of which is standardised. */
const fitted = { ...demoConfig, standardised: true }

describe('the command of a new run', () => {
  it('is what trainCommand gives for the run to be started', async () => {
    const page = await showAll()
    await field('learningRate').setValue('0.0002')
    await field('decoderFilters').setValue('64 32 16')
    await page.find('#setting-augment').setValue(false)
    await field('epochs').setValue('12')
    await page.find('input[maxlength]').setValue('my run')
    const [command] = commands(page)
    await page.find('form').trigger('submit')
    await until(() => started())
    const out = `/home/astro/.local/share/cirrus/runs/my-run-${new Date().toISOString().slice(0, 10)}-a`
    expect(command).toBe(trainCommand(datasets[0].folder, started().config, fitted, out))
    expect(command).toContain(`--epochs 12 --set decoderFilters=64,32,16 --set learningRate=0.0002 --set augment=false`)
  })
})

describe('the size of a new run', () => {
  it('is given in steps: patches that do not fill a batch are omitted from an epoch', async () => {
    const page = await show()
    // 1,380 patches in batches of 8, and of 100.
    expect(facts(page)['steps per epoch']).toBe('172')
    await field('batchSize').setValue('100')
    expect(facts(page)['steps per epoch']).toBe('13')
    await field('batchSize').setValue('many')
    expect(facts(page)['steps per epoch']).toBe('–')
  })
})

describe('a half-filled form of a run', () => {
  const fill = async () => {
    const page = await showAll()
    await press(page, 'paper')
    await field('latentDimension').setValue('48')
    await page.find('input[maxlength]').setValue('dusty')
  }
  const again = async () => {
    open.page.unmount()
    await open.router.push('/runs/new')
    open.page = mount(NewRunPage, { global: { plugins: [open.router] }, attachTo: document.body }) as never
    await until(() => field('epochs').exists())
  }
  it('is restored when its page is reopened', async () => {
    await fill()
    await again()
    expect(open.page.find('[aria-label="Preset"] [aria-pressed="true"]').text()).toBe('paper')
    expect(field('latentDimension').element.value).toBe('48')
    expect(open.page.find<HTMLInputElement>('input[maxlength]').element.value).toBe('dusty')
  })
  it('follows another preset, like a new form', async () => {
    await fill()
    await again()
    await press(open.page, 'demo')
    await press(open.page, 'paper')
    expect(field('latentDimension').element.value).toBe('256')
  })
  it.each(['Cancel', 'Start training'])('is discarded with %s', async (action) => {
    await fill()
    if (action === 'Cancel') await press(open.page, action)
    else await open.page.find('form').trigger('submit')
    await until(() => open.router.currentRoute.value.path !== '/runs/new')
    await again()
    expect(field('latentDimension').element.value).toBe('32')
  })
})

describe('the start of a new run', () => {
  it('sends the dataset, the name and the configuration, and opens the run', async () => {
    const page = await showAll()
    await page.find('input[maxlength]').setValue('  dusty  ')
    await page.find('form').trigger('submit')
    await until(() => open.router.currentRoute.value.path === '/runs/dusty-new')
    expect(started()).toEqual({ datasetId: 'demo-64px', name: 'dusty', config: fitted, weights: null })
  })

  it('uses initial weights from a chosen file, also in the command', async () => {
    const page = await showAll()
    await press(page, 'random, from the seed…')
    const file = '/home/astro/dusty-best.safetensors'
    page.findComponent(FileDialog).vm.$emit('choose', file)
    await until(() => button(page, 'dusty-best.safetensors'))
    expect(page.findComponent(FileDialog).exists()).toBe(false)
    expect(commands(page)[0]).toContain(`--weights ${file}`)
    await page.find('form').trigger('submit')
    await until(() => started())
    expect(started()).toMatchObject({ weights: file })
  })

  it('stays on the form and says why if it is refused', async () => {
    const page = await showAll('/runs/new', {
      'runs.start': () => {
        throw new CirrusError('engine-missing', 'TensorFlow is not installed; run the set-up.')
      },
    })
    await page.find('form').trigger('submit')
    await until(() => page.find('.foot').text().includes('TensorFlow is not installed; run the set-up.'))
    expect(open.router.currentRoute.value.path).toBe('/runs/new')
    expect(primary().element.disabled).toBe(false)
  })

  it.each([
    ['config.batchSize', '#hint-batchSize'],
    ['weights', '.field:has(.row) [role=alert]'],
    ['datasetId', '.line > .field:first-child [role=alert]'],
  ])('refused because of %s shows the error at its field, until the form changes', async (field, place) => {
    const page = await showAll('/runs/new', {
      'runs.start': () => {
        throw new CirrusError('invalid-params', 'It does not fit.', undefined, { field })
      },
    })
    await page.find('form').trigger('submit')
    await until(() => page.find(place).exists() && page.find(place).text() === 'It does not fit.')
    await page.find('input[maxlength]').setValue('another')
    expect(page.text()).not.toContain('It does not fit.')
  })

  it('offers only complete datasets', async () => {
    const page = await showAll('/runs/new', {
      'datasets.list': () => [of('half', 64, { state: 'running' }), datasets[0], of('bad', 64, { state: 'failed' })],
    })
    expect(page.findAll('.line select option').map((option) => option.attributes('value'))).toEqual(['demo-64px'])
    expect(button(page, 'Cancel')!.attributes('href')).toBe('/runs')
  })
})
