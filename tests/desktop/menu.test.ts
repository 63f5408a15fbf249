import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { menuTemplate } from '../../src-main/desktop/menu.ts'

const actions = {
  openMap: vi.fn(),
  showMap: vi.fn(),
  showSettings: vi.fn(),
  showHome: vi.fn(),
  showAbout: vi.fn(),
  showReleases: vi.fn() as (() => void) | null,
}
const recent = [
  { id: 'iris', name: 'IRIS', path: '/sky/iris.fits' },
  { id: 'dust', name: 'Dust & gas', path: '/sky/dust.fits' },
]
const items = (menu: MenuItemConstructorOptions) => menu.submenu as MenuItemConstructorOptions[]
const template = (platform: NodeJS.Platform, packaged: boolean) => menuTemplate(actions, { platform, packaged, recent })

describe('the menu', () => {
  it('has File, Edit, View, Window and Help, preceded by the application menu on macOS', () => {
    const names = (platform: NodeJS.Platform) => template(platform, true).map(({ label, role }) => label ?? role)
    expect(names('linux')).toEqual(['&File', 'editMenu', '&View', 'windowMenu', 'help'])
    expect(names('darwin')).toEqual(['appMenu', '&File', 'editMenu', '&View', 'windowMenu', 'help'])
  })

  it.each([
    ['&File', 'Open Map…', actions.openMap],
    ['&File', 'Settings…', actions.showSettings],
    ['help', 'Show Data Folder', actions.showHome],
    ['help', 'About Cirrus', actions.showAbout],
    ['help', 'New Versions…', actions.showReleases],
  ])('%s > %s does it', (menuName, label, action) => {
    const menu = template('linux', true).find((one) => (one.label ?? one.role) === menuName)!
    const click = items(menu).find((item) => item.label === label)!.click as () => void
    click()
    expect(action).toHaveBeenCalledOnce()
  })

  it('lists the recent maps by name, and goes to one', () => {
    const file = template('linux', true).find(({ label }) => label === '&File')!
    const list = items(file).find(({ label }) => label === 'Recent Maps')!
    expect(items(list).map(({ label, toolTip }) => [label, toolTip])).toEqual([
      ['IRIS', '/sky/iris.fits'],
      ['Dust && gas', '/sky/dust.fits'],
    ])
    const click = items(list)[1].click as () => void
    click()
    expect(actions.showMap).toHaveBeenCalledWith('dust')
    const none = menuTemplate(actions, { platform: 'linux', packaged: true, recent: [] })
    expect(items(none[0])[1]).toMatchObject({ label: 'Recent Maps', enabled: false })
  })

  it('names no page of new versions that does not exist', () => {
    const menu = menuTemplate({ ...actions, showReleases: null }, { platform: 'linux', packaged: true, recent })
    expect(items(menu.at(-1)!).map(({ label }) => label)).toEqual(['Show Data Folder', 'About Cirrus'])
  })

  it('has no developer tools and no reload in a packaged application', () => {
    const roles = (packaged: boolean) =>
      template('linux', packaged)
        .flatMap((menu) => items(menu) ?? [])
        .map((i) => i.role)
    expect(roles(false)).toEqual(expect.arrayContaining(['toggleDevTools', 'reload']))
    expect(roles(true)).not.toEqual(expect.arrayContaining(['toggleDevTools']))
    expect(roles(true)).not.toEqual(expect.arrayContaining(['reload']))
  })
})
