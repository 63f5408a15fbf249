// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Validation } from '../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import ReferenceChoice from '../../../../src-renderer/views/validations/page/ReferenceChoice.vue'
import ValidationPage from '../../../../src-renderer/views/validations/page/ValidationPage.vue'
import { validations } from '../../fake/validations.ts'
import { button, facts, openPage, press } from '../mount-page.ts'
import type { Answers, OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

vi.mock('../../../../src-renderer/charts/use-chart.ts', () => import('./no-canvas.ts'))

let open: OpenPage
afterEach(() => open.close())
const [one, other] = validations
const show = async (changes: Partial<Validation> = {}, answers: Answers = {}, query = '') => {
  open = await openPage(
    ValidationPage,
    `/validations/${one.id}${query}`,
    { id: one.id },
    { prepare: (host) => void Object.assign(host.validations[0], changes), answers },
  )
  await until(() => open.page.find('header').exists())
  return open.page
}
const asked = (method: string) => open.calls.filter(([name]) => name === method).map(([, params]) => params)

describe('the header of a validation', () => {
  it('links to its run, and shows epoch, split and number of patches', async () => {
    const page = await show()
    await until(() => page.find('header').text().includes('48 patches'))
    expect(page.find('header a').attributes('href')).toBe(`/runs/${one.runId}`)
    expect(page.find('header').text()).toContain('epoch 98 · test')
  })

  it('shows its settings and its folder', async () => {
    const page = await show()
    await press(page, 'Details and export')
    expect(facts(page)).toMatchObject({
      checkpoint: 'best epoch 98',
      'posterior samples': '100',
      'prior samples': '500 z ~ N(0, 1)',
      spectra: 'C1 taper of 1°, bands of 90 multipoles',
      folder: one.folder,
    })
  })

  it('offers neither export nor deletion while it runs', async () => {
    const page = await show({ state: 'running', summary: null })
    await press(page, 'Details and export')
    expect([button(page, 'Export figures'), button(page, 'Delete…')]).toEqual([undefined, undefined])
  })
})

describe('deleting a validation', () => {
  it('names what is lost, asks for confirmation, and returns to the list', async () => {
    const page = await show()
    await press(page, 'Details and export')
    await press(page, 'Delete…')
    expect(document.querySelector('dialog')!.textContent).toContain(`the folder ${one.folder}`)
    expect(asked('validations.remove')).toEqual([])
    document.querySelector<HTMLButtonElement>('dialog button.failure')!.click()
    await until(() => open.router.currentRoute.value.path === '/validations')
    expect(asked('validations.remove')).toEqual([{ id: one.id }])
  })
})

describe('an incomplete validation', () => {
  it('is queued before it has a job', async () => {
    const page = await show({ state: 'waiting', summary: null })
    expect(page.find('.progress').text()).toContain('Queued')
    expect(page.find('progress').attributes('value')).toBeUndefined()
  })

  it('shows its progress and time left', async () => {
    const job = {
      ...{ id: 'job', kind: 'validation' as const, title: 'Validate', subject: one.id, state: 'running' as const },
      ...{ fraction: 0.42, note: 'patch 20 of 48', secondsLeft: 12, failure: null, cancellable: true },
      ...{ startedAt: one.createdAt, endedAt: null },
    }
    const page = await show({ state: 'running', summary: null }, { 'jobs.list': () => [job] })
    await until(() => page.find('.progress').text().includes('patch 20 of 48'))
    expect(page.find('.progress').text()).toContain('12 s left')
    expect(page.find('progress').attributes('value')).toBe('0.42')
  })

  it('that was stopped can be restarted with the same settings', async () => {
    const page = await show({ state: 'interrupted', summary: null })
    expect(page.text()).toContain('Stopped before it finished. The run is unchanged.')
    await press(page, 'Start again')
    await until(() => open.router.currentRoute.value.path.includes('.new-test'))
    expect(asked('validations.start')).toEqual([{ runId: one.runId, config: one.config }])
  })

  it('that is complete but cannot be read says why, and can be reloaded', async () => {
    let broken = true
    const refuse = (): never => {
      throw new CirrusError('refused', 'validation.json: not JSON.')
    }
    const page = await show(
      {},
      {
        get 'validations.results'() {
          return broken ? refuse : undefined
        },
      },
    )
    await until(() => page.find('[role="alert"]').exists())
    expect(page.find('[role="alert"]').text()).toContain('validation.json: not JSON.')
    broken = false
    await press(page, 'Try again')
    await until(() => page.find('table[aria-label="Summary"]').exists())
  })

  it('that does not exist says so, and links to the list', async () => {
    open = await openPage(ValidationPage, '/validations/gone', { id: 'gone' })
    await until(() => open.page.text().includes('Validation not found'))
    expect(button(open.page, 'All validations')!.attributes('href')).toBe('/validations')
  })
})

describe('the page of a validation', () => {
  it('keeps its state in the address: view, second validation, patch', async () => {
    const page = await show()
    await press(page, 'Shapes')
    await until(() => open.router.currentRoute.value.query.view === 'shapes')
    await page.find('select[aria-label="Second validation"]').setValue(other.id)
    await until(() => open.page.findAll('header').length === 2)
    expect(open.router.currentRoute.value.query).toEqual({ view: 'shapes', beside: other.id })
    await page.find('select[aria-label="Second validation"]').setValue('')
    await until(() => open.page.findAll('header').length === 1)
  })

  it.each(['?patch=abc', '?patch=-3', '?patch='])('selects no patch for %s', async (query) => {
    const page = await show({}, {}, query)
    await until(() => page.text().includes('Hover over a patch in any view'))
  })

  it('offers only complete ones for comparison', async () => {
    const page = await show()
    const titles = page.findAll('select[aria-label="Second validation"] option').map((option) => option.text())
    expect(titles).toEqual(['none', 'demo-2026-11-23-a, validation, epoch 98'])
  })
})

describe('the reference sets', () => {
  const choice = async (chosen: string[]) => {
    open = await openPage(ReferenceChoice, '/', { modelValue: chosen })
    await press(open.page, 'References')
    const boxes = () => open.page.findAll<HTMLInputElement>('input')
    const told = () => open.page.emitted('update:modelValue')
    return { boxes, told }
  }

  it('are counted on the button, and ticked in the list', async () => {
    const { boxes } = await choice(['linear', 'residual'])
    expect(open.page.find('button').text()).toBe('References (2)')
    expect(boxes().map(({ element }) => element.checked)).toEqual([true, false, false, true])
  })

  it('are added and removed in a fixed order, whichever comes first', async () => {
    const { boxes, told } = await choice(['residual'])
    await boxes()[1].trigger('change')
    expect(told()).toEqual([[['train', 'residual']]])
    await boxes()[3].trigger('change')
    expect(told()![1]).toEqual([['train']])
  })
})
