import { afterEach, describe, expect, it, vi } from 'vitest'
import { shallowRef } from 'vue'
import type { SkyScreen } from '../../../src-renderer/sky/sky-screen.ts'
import { useSkyMenu } from '../../../src-renderer/sky/use-sky-menu.ts'
import type { Position } from '../../../src-shared/sky/position.ts'
import { tangentScreen } from './tangent-screen.ts'

afterEach(() => vi.unstubAllGlobals())

function menuOf(moves = true, cut: ((position: Position) => void) | null = null) {
  const root = document.createElement('div')
  root.tabIndex = 0
  document.body.append(root)
  root.getBoundingClientRect = () => new DOMRect(100, 50, 400, 300)
  const screen = { ...tangentScreen({ lon: 30, lat: 10, fov: 20 }), moves }
  const pixelOf = ({ clientX, clientY }: MouseEvent) => [clientX - 100, clientY - 50] as const
  const menu = useSkyMenu(shallowRef(root), shallowRef<SkyScreen | null>(screen), pixelOf, () => cut)
  const labels = () => menu.entries.value.map(({ label }) => label)
  const act = (label: string) => menu.entries.value.find((one) => one.label === label)!.act()
  return { ...menu, root, screen, labels, act }
}
const click = (x: number, y: number, button = 2) =>
  new MouseEvent('contextmenu', { clientX: 100 + x, clientY: 50 + y, button })

describe('the menu of the sky', () => {
  it('is about the position under the mouse', () => {
    const { menu, openMenu, screen, act } = menuOf()
    const position = screen.positionAt(120, 150)
    openMenu(click(120, 150))
    expect(menu.value).toMatchObject({ x: 120, y: 150, position })
    act('Centre here')
    expect(screen.goTo).toHaveBeenCalledWith(position)
  })

  it('is about the middle if a key opened it', () => {
    const { menu, openMenu } = menuOf()
    openMenu(click(3, 3, 0))
    expect(menu.value).toMatchObject({ x: 200, y: 150, position: { lon: 30, lat: 10 } })
  })

  it('offers what is possible there', () => {
    const cut = vi.fn()
    const full = menuOf(true, cut)
    full.openMenu(click(200, 150))
    expect(full.labels()).toEqual(['Copy position', 'Cut a patch here', 'Centre here', 'Reset view'])
    full.act('Cut a patch here')
    expect(cut).toHaveBeenCalledWith({ lon: expect.closeTo(30, 9), lat: expect.closeTo(10, 9) })
    const still = menuOf(false)
    still.openMenu(click(200, 150))
    expect(still.labels()).toEqual(['Copy position', 'Reset view'])
    still.screen.positionAt = () => null as never
    still.openMenu(click(0, 0))
    expect(still.labels()).toEqual(['Reset view'])
  })

  it('copies the position as it is shown, and gives the focus back when closed', async () => {
    const copied = vi.fn(async () => {})
    vi.stubGlobal('navigator', { clipboard: { writeText: copied } })
    const { openMenu, closeMenu, menu, act, root } = menuOf()
    openMenu(click(3, 3, 0))
    act('Copy position')
    expect(copied).toHaveBeenCalledWith(expect.stringContaining('30'))
    closeMenu()
    expect([menu.value, document.activeElement]).toEqual([null, root])
  })
})
