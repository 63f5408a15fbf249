import { beforeEach, describe, expect, it, vi } from 'vitest'
import { ref, shallowRef } from 'vue'
import type { Form, Tool } from '../../../src-renderer/patch/shapes.ts'
import { useDrawing } from '../../../src-renderer/patch/use-drawing.ts'
import { usePatchKeys } from '../../../src-renderer/patch/use-patch-keys.ts'
import type { PixelPoint } from '../../../src-shared/sky/measure/region.ts'

const cursor = shallowRef<PixelPoint | null>(null)
const tool = ref<Tool | 'move'>('move')
let forms: Form[]
let zoom: ReturnType<typeof vi.fn<(factor: number) => void>>
let fit: ReturnType<typeof vi.fn<() => void>>
let oneToOne: ReturnType<typeof vi.fn<() => void>>
let keys: ReturnType<typeof usePatchKeys>
let drawing: ReturnType<typeof useDrawing>
beforeEach(() => {
  cursor.value = null
  tool.value = 'move'
  forms = []
  ;[zoom, fit, oneToOne] = [vi.fn(), vi.fn(), vi.fn()]
  drawing = useDrawing(
    () => (tool.value === 'move' ? null : tool.value),
    (form) => forms.push(form),
  )
  const choose = (next: Tool | 'move') => () => (tool.value = next)
  keys = usePatchKeys({
    ...{ size: () => 20, cursor, drawing, zoom, fit, oneToOne },
    isDrawing: () => drawing.draft.value !== null,
    letters: {
      ...{ m: choose('move'), l: choose('line'), r: choose('rectangle'), d: choose('disc'), p: choose('polygon') },
    },
  })
})
/** Presses a key. @returns whether it was taken */
function press(key: string, held: KeyboardEventInit = {}): boolean {
  const event = new KeyboardEvent('keydown', { key, cancelable: true, ...held })
  keys.onKey(event)
  return event.defaultPrevented
}
const at = (column: number, row: number) => ({ column, row })

describe('the cursor', () => {
  it('begins in the middle, moves by a pixel or ten, and stays on the picture', () => {
    press('ArrowRight')
    expect(cursor.value).toEqual(at(11, 10))
    press('ArrowUp', { shiftKey: true })
    expect(cursor.value).toEqual(at(11, 19))
    press('ArrowLeft', { shiftKey: true })
    press('ArrowLeft', { shiftKey: true })
    press('ArrowDown')
    expect(cursor.value).toEqual(at(0, 18))
  })

  it('goes on from between pixels to whole ones', () => {
    cursor.value = at(3.4, 7.6)
    press('ArrowRight')
    expect(cursor.value).toEqual(at(4, 8))
  })
})

describe('tools', () => {
  it('are chosen by their letters', () => {
    const chosen = ['l', 'r', 'd', 'p', 'm'].map((key) => (press(key), tool.value))
    expect(chosen).toEqual(['line', 'rectangle', 'disc', 'polygon', 'move'])
  })

  it('draw a rectangle between two points', () => {
    press('r')
    for (const key of [' ', 'ArrowRight', 'ArrowRight', 'ArrowUp', ' ']) press(key)
    expect(forms).toEqual([{ kind: 'rectangle', from: at(10, 10), to: at(12, 11) }])
    expect(drawing.draft.value).toBeNull()
  })

  it('draw a polygon to Enter, and take a corner back with Backspace', () => {
    press('p')
    for (const key of [' ', 'ArrowRight', 'ArrowRight', ' ', 'ArrowUp', 'ArrowUp', ' ']) press(key)
    for (const key of ['ArrowLeft', 'ArrowLeft', ' ', 'Backspace', 'Enter']) press(key)
    expect(forms).toEqual([{ kind: 'polygon', corners: [at(10, 10), at(12, 10), at(12, 12)] }])
  })

  it('draw nothing while the picture is moved', () => {
    for (const key of [' ', 'ArrowRight', ' ']) press(key)
    expect(forms).toEqual([])
  })
})

describe('the view', () => {
  it('is zoomed with + and −, with or without Shift', () => {
    for (const key of ['+', '=', '-']) press(key)
    expect(zoom.mock.calls.map(([factor]) => factor)).toEqual([1.5, 1.5, 1 / 1.5])
  })

  it('fits with 0, and has a screen pixel for each pixel with 1', () => {
    press('0')
    press('1')
    expect([fit, oneToOne].map(({ mock }) => mock.calls.length)).toEqual([1, 1])
  })
})

describe('keys of others', () => {
  it('are left alone: unknown ones, and those with Control, Alt or Meta', () => {
    expect(press('q')).toBe(false)
    expect(press('Tab')).toBe(false)
    for (const held of [{ ctrlKey: true }, { altKey: true }, { metaKey: true }]) expect(press('r', held)).toBe(false)
    expect(tool.value).toBe('move')
  })

  it('are kept from the dialog if they are known, Escape only while a form is drawn', () => {
    expect(press('l')).toBe(true)
    expect(press('Escape')).toBe(false)
    press(' ')
    expect(press('Escape')).toBe(true)
    expect(drawing.draft.value).toBeNull()
    expect(tool.value).toBe('line')
  })
})
