import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { menuTemplate } from '../../src-main/desktop/menu.ts'

const actions = { openMap: vi.fn(), showHome: vi.fn(), showAbout: vi.fn() }
const items = (menu: MenuItemConstructorOptions) => menu.submenu as MenuItemConstructorOptions[]
const template = (platform: NodeJS.Platform, packaged: boolean) => menuTemplate(actions, { platform, packaged })

describe('the menu', () => {
  it('has File, Edit, View, Window and Help, preceded by the application menu on macOS', () => {
    const names = (platform: NodeJS.Platform) => template(platform, true).map(({ label, role }) => label ?? role)
    expect(names('linux')).toEqual(['&File', 'editMenu', '&View', 'windowMenu', 'help'])
    expect(names('darwin')).toEqual(['appMenu', '&File', 'editMenu', '&View', 'windowMenu', 'help'])
  })

  it.each([
    ['&File', 'Open Map…', actions.openMap],
    ['help', 'Show Data Folder', actions.showHome],
    ['help', 'About Cirrus', actions.showAbout],
  ])('%s > %s does it', (menuName, label, action) => {
    const menu = template('linux', true).find((one) => (one.label ?? one.role) === menuName)!
    const click = items(menu).find((item) => item.label === label)!.click as () => void
    click()
    expect(action).toHaveBeenCalledOnce()
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
