import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { h, nextTick } from 'vue'
import CopyButton from '../../../src-renderer/components/CopyButton.vue'
import CopyCommand from '../../../src-renderer/components/CopyCommand.vue'
import EditableName from '../../../src-renderer/components/EditableName.vue'
import EmptyState from '../../../src-renderer/components/EmptyState.vue'
import FailureState from '../../../src-renderer/components/FailureState.vue'
import LoadingState from '../../../src-renderer/components/LoadingState.vue'
import NumberField from '../../../src-renderer/components/NumberField.vue'
import SplitPane from '../../../src-renderer/components/SplitPane.vue'
import StateBadge from '../../../src-renderer/components/StateBadge.vue'

beforeEach(() => localStorage.clear())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  document.body.innerHTML = ''
})
const attached = { attachTo: document.body }

describe('an editable name', () => {
  const open = async (name = 'demo-a') => {
    const wrapper = mount(EditableName, { props: { name, label: 'Name of the run' }, ...attached })
    await wrapper.find('button').trigger('click')
    return wrapper
  }
  it('starts with the current name selected', async () => {
    const { element } = (await open()).find('input')
    expect(element.value).toBe('demo-a')
    await nextTick()
    expect([element.selectionStart, element.selectionEnd]).toEqual([0, 6])
  })
  it('is saved on blur, once', async () => {
    const name = await open()
    await name.find('input').setValue('first light')
    await name.find('input').trigger('keydown', { key: 'Enter' })
    expect(name.emitted('rename')).toEqual([['first light']])
    const other = await open()
    await other.find('input').setValue('second light')
    await other.find('input').trigger('blur')
    expect(other.emitted('rename')).toEqual([['second light']])
  })
  it('is not emitted if unchanged', async () => {
    const name = await open()
    await name.find('input').setValue(' demo-a ')
    await name.find('input').trigger('keydown', { key: 'Enter' })
    expect(name.emitted('rename')).toBeUndefined()
  })
  it('keeps the focus after Enter and Escape, and lets it go on blur', async () => {
    for (const key of ['Enter', 'Escape']) {
      const name = await open()
      await name.find('input').trigger('keydown', { key })
      await nextTick()
      expect(document.activeElement).toBe(name.find('button').element)
      name.unmount()
    }
    const name = await open()
    await name.find('input').trigger('blur')
    await nextTick()
    expect(document.activeElement).not.toBe(name.find('button').element)
  })
  it('consumes Escape, so that a surrounding dialog stays open', async () => {
    const name = await open()
    const heard = vi.fn()
    document.body.addEventListener('keydown', heard, { once: true })
    await name.find('input').trigger('keydown', { key: 'Escape' })
    expect(heard).not.toHaveBeenCalled()
  })
  it('can be no longer than the host accepts', async () => {
    expect((await open()).find('input').attributes('maxlength')).toBe('120')
  })
})

describe('a number with bounds', () => {
  const field = (props: Record<string, unknown> = {}) =>
    mount(NumberField, { props: { label: 'width', unit: '°', min: 0.1, max: 40, modelValue: 8, ...props } })
  it('has a label and a unit, and emits what is typed', async () => {
    const wrapper = field()
    expect(wrapper.find('label').attributes('for')).toBe(wrapper.find('input').attributes('id'))
    expect(wrapper.find('.unit').text()).toBe('°')
    await wrapper.find('input').setValue('12.5')
    expect(wrapper.emitted('update:modelValue')?.at(-1)).toEqual([12.5])
  })
  it.each([
    [{ modelValue: 50 }, '0.1 to 40'],
    [{ modelValue: 0 }, '0.1 to 40'],
    [{ modelValue: NaN }, 'enter a number'],
    [{ modelValue: 3.5, whole: true }, 'enter a whole number'],
  ])('shows the error for %j', (props, words) => {
    const wrapper = field(props)
    expect(wrapper.find('.wrong').text()).toBe(words)
    expect(wrapper.find('input').attributes()).toMatchObject({
      'aria-invalid': 'true',
      'aria-describedby': wrapper.find('.wrong').attributes('id'),
    })
  })
  it('is valid at its bounds', () => {
    for (const modelValue of [0.1, 40]) {
      expect(field({ modelValue }).find('.wrong').exists()).toBe(false)
    }
  })
  it('shows no binary rounding noise', () => {
    expect(field({ modelValue: 0.1 + 0.2 }).find('input').element.value).toBe('0.3')
  })
})

describe('panels side by side', () => {
  const open = (props: Record<string, unknown> = {}) => {
    const pane = mount(SplitPane, { props: { name: 'maps', start: 0.5, ...props }, ...attached })
    const box = { left: 100, top: 0, width: 1000, height: 500 } as DOMRect
    vi.spyOn(pane.element, 'getBoundingClientRect').mockReturnValue(box)
    const border = pane.find<HTMLElement>('[role="separator"]')
    border.element.setPointerCapture = () => undefined
    const first = () => pane.element.style.getPropertyValue('--first')
    return { pane, border, first }
  }
  it('follow the divider only while it is dragged', async () => {
    const { border, first } = open()
    await border.trigger('pointermove', { clientX: 400 })
    expect(first()).toBe('50%')
    await border.trigger('pointerdown', { clientX: 600 })
    await border.trigger('pointermove', { clientX: 400 })
    expect(first()).toBe('30%')
    await border.trigger('pointerup')
    await border.trigger('pointermove', { clientX: 900 })
    expect(first()).toBe('30%')
    expect(localStorage.getItem('cirrus.split.maps')).toBe('0.3')
  })
  it('resize vertically when stacked', async () => {
    const { border, first } = open({ direction: 'column' })
    expect(border.attributes('aria-orientation')).toBe('horizontal')
    await border.trigger('pointerdown', { clientY: 250 })
    await border.trigger('pointermove', { clientX: 9999, clientY: 350 })
    expect(first()).toBe('70%')
    await border.trigger('keydown', { key: 'ArrowUp' })
    expect(Number(border.attributes('aria-valuenow'))).toBe(68)
  })
  it('both stay visible, however far the divider is dragged', async () => {
    const { border, first } = open()
    await border.trigger('pointerdown', { clientX: 600 })
    await border.trigger('pointermove', { clientX: -5000 })
    expect(first()).toBe('15%')
    for (let i = 0; i < 100; i++) await border.trigger('keydown', { key: 'ArrowRight' })
    expect(first()).toBe('85%')
  })
  it('are remembered under their names', async () => {
    await open({ name: 'maps' }).border.trigger('keydown', { key: 'ArrowLeft' })
    expect(open({ name: 'runs' }).first()).toBe('50%')
    expect(open({ name: 'maps' }).first()).toBe('48%')
  })
  it('come back within bounds if remembered outside', () => {
    localStorage.setItem('cirrus.split.maps', '7')
    expect(open().first()).toBe('85%')
  })
})

describe('a command to copy', () => {
  it('stays intact, including spaces and quotes', async () => {
    const command = `cirrus inpaint run-a --mask 'my  mask.npy' --patch 7`
    const write = vi.fn(async () => undefined)
    vi.stubGlobal('navigator', { clipboard: { writeText: write } })
    const wrapper = mount(CopyCommand, { props: { command } })
    expect(wrapper.find('code').element.textContent).toBe(command)
    await wrapper.find('button').trigger('click')
    expect(write).toHaveBeenCalledExactlyOnceWith(command)
  })
  it('breaks between flags, never inside one', () => {
    const wrapper = mount(CopyCommand, { props: { command: 'cirrus train demo --latent-dimension 64' } })
    expect(wrapper.findAll('.whole').map((word) => word.text())).toEqual(['--latent-dimension'])
  })
  it('briefly says that it was copied, or that copying failed', async () => {
    vi.useFakeTimers()
    vi.stubGlobal('navigator', { clipboard: { writeText: async () => undefined } })
    const wrapper = mount(CopyButton, { props: { text: 'x', label: 'Copy details' } })
    await wrapper.trigger('click')
    await nextTick()
    expect(wrapper.text()).toBe('Copied')
    await vi.advanceTimersByTimeAsync(2000)
    expect(wrapper.text()).toBe('Copy details')
    vi.stubGlobal('navigator', {})
    await wrapper.trigger('click')
    await nextTick()
    expect(wrapper.text()).toBe('Copy failed')
  })
})

describe('placeholders', () => {
  it('say what to do next, and offer it', () => {
    const empty = mount(EmptyState, {
      props: { title: 'No maps yet', text: 'Open a FITS file.' },
      slots: { default: () => h('button', 'Open a map…') },
    })
    expect(empty.find('h2').text()).toBe('No maps yet')
    expect(empty.find('button').text()).toBe('Open a map…')
    expect(
      mount(EmptyState, { props: { title: 'Nothing' } })
        .find('.row')
        .exists(),
    ).toBe(false)
  })
  it('reserve as many lines as the content will have, and say that it is loading', () => {
    const loading = mount(LoadingState, { props: { lines: 5, label: 'Loading runs' } })
    expect(loading.findAll('.line')).toHaveLength(5)
    expect(loading.attributes()).toMatchObject({ role: 'status', 'aria-label': 'Loading runs' })
    expect(mount(LoadingState).findAll('.block')).toHaveLength(1)
  })
  it('of a failure without details show none, and copy the message', async () => {
    const write = vi.fn(async () => undefined)
    vi.stubGlobal('navigator', { clipboard: { writeText: write } })
    const failed = mount(FailureState, { props: { failure: { code: 'busy', message: 'The engine trains.' } } })
    expect(failed.attributes('role')).toBe('alert')
    expect(failed.find('details').exists()).toBe(false)
    await failed.find('button').trigger('click')
    expect(write).toHaveBeenCalledWith('busy: The engine trains.')
  })
  it('of a failure offer actions before copying details', () => {
    const failed = mount(FailureState, {
      props: { failure: { code: 'busy', message: 'm', details: 'stack\nof calls' }, title: 'The run stopped' },
      slots: { default: () => h('button', 'Resume') },
    })
    expect(failed.findAll('button').map((button) => button.text())).toEqual(['Resume', 'Copy details'])
    expect(failed.find('pre').element.textContent).toBe('stack\nof calls')
    expect(failed.find('h2').text()).toContain('The run stopped')
  })
})

describe('a state', () => {
  it('is read out as its word, without its symbol', () => {
    const badge = mount(StateBadge, { props: { state: 'interrupted' } })
    expect(badge.find('.sign').attributes('aria-hidden')).toBe('true')
    expect(badge.text()).toContain('interrupted')
    expect(badge.attributes('data-state')).toBe('interrupted')
  })
})
