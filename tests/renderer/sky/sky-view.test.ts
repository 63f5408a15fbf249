// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { SkyScreen } from '../../../src-renderer/sky/sky-screen.ts'
import { openStage, until } from './stage.ts'
import { closeSecondScreen, element, fetchSurvey, look, openScreen, patches, screen, survey } from './view-stage.ts'

vi.mock('../../../src-renderer/sky/open-screen.ts', async () => ({
  openScreen: (await import('./view-stage.ts')).openScreen,
  closeSecondScreen: (await import('./view-stage.ts')).closeSecondScreen,
  hasWebGl: () => false,
}))
vi.mock('../../../src-renderer/sky/survey.ts', async () => ({
  fetchSurvey: (await import('./view-stage.ts')).fetchSurvey,
}))
const { default: SkyView } = await import('../../../src-renderer/sky/SkyView.vue')

const mountView = (more = {}) =>
  mount(SkyView, { props: { mapId: 'demo', column: 0, look, patches, ...more }, attachTo: document.body })
beforeEach(() => {
  vi.clearAllMocks()
  openStage()
})
afterEach(() => (document.body.innerHTML = ''))

describe('the sky view', () => {
  it('requests the tiles, reports their survey, and starts with the whole sky and the survey’s own cuts', async () => {
    const view = mountView()
    expect(view.text()).toContain('Preparing the sky tiles')
    await until(() => vi.mocked(screen.wholeSky).mock.calls.length > 0)
    expect(fetchSurvey).toHaveBeenCalledWith('demo', 0, expect.anything())
    expect(view.emitted('survey')).toEqual([[survey]])
    expect(openScreen).toHaveBeenCalledWith('demo', survey, { ...look, cuts: [1, 9] }, 'first')
    expect(view.find('.sky').element.contains(element)).toBe(true)
    view.unmount()
  })

  it('starts at the data of an image or a partial map', async () => {
    const data = { lon: 172.5, lat: -14.5, fov: 28 }
    fetchSurvey.mockResolvedValueOnce({ ...survey, data })
    const view = mountView()
    await until(() => vi.mocked(screen.goTo).mock.calls.length > 0)
    expect(screen.goTo).toHaveBeenCalledWith(data)
    expect(screen.setFov).toHaveBeenCalledWith(28)
    expect(screen.wholeSky).not.toHaveBeenCalled()
    view.unmount()
  })

  it('releases its screen when unmounted, so that the next view can use it', async () => {
    const view = mountView()
    await until(() => element.parentElement)
    view.unmount()
    expect(element.parentElement).toBeNull()
  })

  it('frees the screen of a second sky, which has no fields and buttons of its own', async () => {
    const view = mountView({ second: true })
    await until(() => element.parentElement)
    expect(openScreen).toHaveBeenCalledWith('demo', survey, expect.anything(), 'second')
    expect(view.findAll('input, button, .note').length).toBe(0)
    expect(view.find('.sky').attributes('aria-label')).toContain('Second sky, moves with the first')
    expect(closeSecondScreen).not.toHaveBeenCalled()
    view.unmount()
    expect(closeSecondScreen).toHaveBeenCalledOnce()
  })

  it('has the current look once its screen is open, even if the look changed while it was opening', async () => {
    let opened = (_: SkyScreen) => {}
    openScreen.mockReturnValueOnce(new Promise<SkyScreen>((resolve) => (opened = resolve)))
    const view = mountView()
    await until(() => openScreen.mock.calls.length > 0)
    // The survey makes the page choose another stretch before the screen is open.
    await view.setProps({ look: { ...look, stretch: 'linear' as const } })
    opened(screen)
    await until(() => element.parentElement)
    expect(screen.setLook).toHaveBeenLastCalledWith({ ...look, stretch: 'linear', cuts: [1, 9] })
    view.unmount()
  })

  it('starts at a given position, and zooms to the data on request', async () => {
    fetchSurvey.mockResolvedValueOnce({ ...survey, data: { lon: 80, lat: -4, fov: 15 } })
    const view = mountView({ place: { lon: 12, lat: 34, fov: 20 } })
    await until(() => element.parentElement)
    expect(screen.wholeSky).not.toHaveBeenCalled()
    expect(screen.setFov).toHaveBeenLastCalledWith(20)
    expect(screen.goTo).toHaveBeenLastCalledWith(expect.objectContaining({ lon: 12, lat: 34 }))
    await until(() => view.find('[aria-label="Zoom to data"]').exists())
    await view.find('[aria-label="Zoom to data"]').trigger('click')
    expect(screen.setFov).toHaveBeenLastCalledWith(15)
    expect(screen.goTo).toHaveBeenLastCalledWith(expect.objectContaining({ lon: 80, lat: -4 }))
    view.unmount()
  })

  it('changes the look without requesting the tiles again', async () => {
    const view = mountView()
    await until(() => element.parentElement)
    await view.setProps({ look: { ...look, cuts: [2, 5], stretch: 'linear' } })
    expect(screen.setLook).toHaveBeenLastCalledWith({ ...look, cuts: [2, 5], stretch: 'linear' })
    expect(fetchSurvey).toHaveBeenCalledTimes(1)
    await view.setProps({ column: 1 })
    expect(fetchSurvey).toHaveBeenCalledTimes(2)
    view.unmount()
  })

  it('passes cuts to the screen in the tiles’ values, with the offset subtracted', async () => {
    vi.mocked(fetchSurvey).mockResolvedValueOnce({ ...survey, cuts: [999.5, 1001], zero: 1000 } as never)
    const view = mountView()
    await until(() => element.parentElement)
    expect(openScreen).toHaveBeenLastCalledWith('demo', expect.anything(), { ...look, cuts: [-0.5, 1] }, 'first')
    await view.setProps({ look: { ...look, cuts: [998, 1002] } })
    expect(screen.setLook).toHaveBeenLastCalledWith({ ...look, cuts: [-2, 2] })
    view.unmount()
  })

  it('shows the host’s answer when there are no tiles, and retries', async () => {
    fetchSurvey.mockRejectedValueOnce(new CirrusError('not-found', 'iris.fits: the file is no longer there.'))
    const view = mountView()
    await until(() => view.text().includes('iris.fits: the file is no longer there.'))
    await view
      .findAll('button')
      .find((button) => button.text() === 'Try again')!
      .trigger('click')
    await until(() => element.parentElement)
    expect(view.text()).not.toContain('no longer there')
    view.unmount()
  })
})
