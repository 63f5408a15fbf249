import { afterEach, describe, expect, it } from 'vitest'
import type { ExecutorChoice } from '../../../../../src-shared/study/specification.ts'
import ExecutorField from '../../../../../src-renderer/views/studies/new/ExecutorField.vue'
import { openPage, settled, type OpenPage } from '../../mount-page.ts'

let open: OpenPage
afterEach(() => open.close())
const show = async (modelValue: ExecutorChoice, props: object = {}, profiles: 'own' | 'none' = 'own') => {
  const answers = profiles === 'none' ? { 'slurm.profiles': () => [] } : {}
  open = await openPage(ExecutorField, '/', { modelValue, ...props }, { answers })
  await settled()
  return open.page
}
const choices = () => open.page.findAll('option').map((one) => one.text())

describe('the executor of a study', () => {
  it('is this machine, or a cluster from the settings', async () => {
    const page = await show({ kind: 'local' })
    expect(choices()).toEqual(['this machine', 'Slurm: night'])
    await page.find('select').setValue('night')
    await page.find('select').setValue('')
    expect(page.emitted('update:modelValue')).toEqual([[{ kind: 'slurm', profile: 'night' }], [{ kind: 'local' }]])
    expect(page.find('a').text()).toBe('Slurm profiles…')
  })

  it('links to the settings if there is no cluster yet', async () => {
    const page = await show({ kind: 'local' }, {}, 'none')
    expect(choices()).toEqual(['this machine'])
    expect(page.find('a').text()).toBe('Use a Slurm cluster…')
    expect(page.find('a').attributes('href')).toBe('/settings#slurm')
  })

  it('keeps a removed profile until another one is chosen', async () => {
    const page = await show({ kind: 'slurm', profile: 'gone' })
    expect(choices()).toEqual(['this machine', 'Slurm: night', 'Slurm: gone'])
    expect(page.find<HTMLSelectElement>('select').element.value).toBe('gone')
  })

  it('shows its error instead of the link', async () => {
    const page = await show({ kind: 'slurm', profile: 'gone' }, { wrong: 'There is no profile “gone”.' })
    expect(page.text()).toContain('There is no profile “gone”.')
    expect(page.find('select').attributes('aria-invalid')).toBe('true')
    expect(page.find('a').exists()).toBe(false)
  })
})
