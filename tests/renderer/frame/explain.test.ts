// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import ExplainButton from '../../../src-renderer/frame/ExplainButton.vue'
import { explainedGroups } from '../../../src-renderer/frame/explained-groups.ts'

async function opened(address: string) {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:rest(.*)*', component: { template: '<div />' } }],
  })
  await router.push(address)
  const button = mount(ExplainButton, { global: { plugins: [router] }, attachTo: document.body })
  await button.get('button').trigger('click')
  return { router, button, open: () => button.findAll('details[open] h2').map((title) => title.text()) }
}

describe('Explain', () => {
  it('opens with the quantities of the page, and follows it', async () => {
    const { router, open } = await opened('/runs/demo')
    expect(open()).toEqual(['Training', 'Samples beside the sky'])
    await router.push('/inpaintings/hole')
    await flushPromises()
    expect(open()[0]).toBe('Inpainting')
  })

  it('says of each what it means, its equation, its unit and its source', async () => {
    const { button } = await opened('/runs')
    const article = button.findAll('article').find((one) => one.text().startsWith('negative ELBO'))!
    expect(article.text()).toMatch(/nat per patch.*Lower is better.*KL\(q\(z\|x\) ‖ p\(z\)\).*Eqs\. 7 and 9/)
  })

  it('finds a quantity of any page by its words', async () => {
    const { button, open } = await opened('/maps')
    await button.get('input').setValue('split chains')
    expect(button.findAll('article')).toHaveLength(0)
    expect(button.text()).toContain('No quantity of that name')
    await button.get('input').setValue('vehtari agree')
    expect(open()).toEqual(['Inpainting'])
    expect(button.findAll('h3').map((title) => title.text())).toEqual(['R̂'])
  })

  it('has nothing of its own on the page of the settings, but all the same', async () => {
    const { button, open } = await opened('/settings')
    expect(open()).toEqual([])
    expect(button.findAll('details').length).toBeGreaterThan(5)
  })
})

describe('the quantities of an address', () => {
  it('are those of the view of a validation', () => {
    expect(explainedGroups('/validations/a', 'spectra')).toEqual(['spectra'])
    expect(explainedGroups('/validations/a', 'overview')).toContain('samples')
    expect(explainedGroups('/validations/a')).toContain('shapes')
  })
})
