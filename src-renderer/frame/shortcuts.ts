import { onScopeDispose, ref } from 'vue'
import { useRouter } from 'vue-router'
import { useAppearance } from '../stores/appearance.ts'
import { pages, settingsPage } from './pages.ts'

export const paletteOpen = ref(false)
export const sheetOpen = ref(false)

/** All shortcuts of the frame. The key after `g` must follow within a second. */
export const frameShortcuts = [
  { keys: 'Ctrl K', does: 'Search pages, maps, datasets, runs and studies, or run a command' },
  ...[...pages, settingsPage].map(({ keys, label }) => ({ keys, does: `Go to ${label}` })),
  { keys: 't', does: 'Open the job tray' },
  { keys: 'e', does: 'Explain the quantities on this page' },
  { keys: 'n', does: 'New run, study, dataset, validation or inpainting, depending on the page' },
  { keys: '/', does: 'Focus the search field or the table' },
  { keys: 'Shift T', does: 'Switch between dark and light' },
  { keys: '?', does: 'Keyboard shortcuts' },
  { keys: 'Esc', does: 'Close a dialog or menu' },
]

/** In a field a key is text, not a shortcut. */
export const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'SELECT', 'TEXTAREA'].includes(target.tagName)) &&
  !['checkbox', 'radio', 'range', 'button'].includes((target as HTMLInputElement).type)

/** Activates the visible control marked `data-shortcut="<key>"`, so that pages can add their own keys. */
function press(key: string): boolean {
  const control = [...document.querySelectorAll<HTMLElement>('[data-shortcut]')].find(
    (element) => element.dataset.shortcut === key && element.offsetParent !== null,
  )
  if (!control) return false
  if (control.matches('table')) control.querySelector<HTMLElement>('tbody tr')?.focus()
  else if (control.matches('input')) control.focus()
  else control.click()
  return true
}

/** Handles the window's shortcuts until the calling component is unmounted. */
export function useShortcuts() {
  const router = useRouter()
  const appearance = useAppearance()
  let afterG = 0

  const go = (letter: string) => {
    const page = [...pages, settingsPage].find(({ keys }) => keys === `g ${letter}`)
    if (page) void router.push(page.path)
    return page !== undefined
  }
  const onKey = (event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault()
      paletteOpen.value = !paletteOpen.value
      return
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    if (document.querySelector('dialog[open]')) return
    const second = Date.now() - afterG < 1000
    afterG = 0
    if (second && go(event.key)) event.preventDefault()
    else if (event.key === 'g') afterG = Date.now()
    else if (event.key === '?') sheetOpen.value = true
    else if (event.key === 'T') appearance.toggle()
    else if (press(event.key)) event.preventDefault()
  }
  window.addEventListener('keydown', onKey)
  onScopeDispose(() => window.removeEventListener('keydown', onKey))
}
