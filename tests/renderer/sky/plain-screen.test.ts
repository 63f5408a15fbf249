import { describe, expect, it } from 'vitest'
import { plainScreen } from '../../../src-renderer/sky/plain-screen.ts'

function screenOf(width: number, height: number) {
  const screen = plainScreen('/data/maps/demo/thumbnail.png')
  Object.defineProperties(screen.element, { clientWidth: { value: width }, clientHeight: { value: height } })
  return screen
}

describe('the still picture of the sky', () => {
  it('shows the thumbnail, and reports that it cannot move', () => {
    const screen = screenOf(800, 400)
    expect(screen.element.querySelector('img')!.getAttribute('src')).toBe('/data/maps/demo/thumbnail.png')
    expect(screen.moves).toBe(false)
  })

  it('has the Galactic centre in the middle, longitude growing to the left, north up', () => {
    const screen = screenOf(800, 400)
    expect(screen.positionAt(400, 200)).toMatchObject({ lon: 0, lat: 0 })
    expect(screen.positionAt(300, 200)!.lon).toBeCloseTo(45, 9)
    expect(screen.positionAt(500, 200)!.lon).toBeCloseTo(315, 9)
    expect(screen.positionAt(400, 100)!.lat).toBeGreaterThan(0)
  })

  it('maps a pixel to a position and back, in panels of any shape', () => {
    for (const [width, height] of [
      [800, 400],
      [1000, 300],
      [300, 900],
    ]) {
      const screen = screenOf(width, height)
      const [x, y] = [width / 2 + 20, height / 2 - 31]
      const { lon, lat } = screen.positionAt(x, y)!
      const [backX, backY] = Array.from(screen.project([lon], [lat]))
      expect(backX).toBeCloseTo(x, 6)
      expect(backY).toBeCloseTo(y, 6)
    }
  })

  it('has no position outside the ellipse', () => {
    expect(screenOf(800, 400).positionAt(10, 10)).toBeNull()
  })
})
