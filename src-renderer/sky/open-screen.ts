import { hostAddress } from '../base-path.ts'
import { thumbnailAddress } from '../../src-preload/contract/maps.ts'
import { aladinScreen, freeAladin, type SkySlot } from './aladin-screen.ts'
import { loadAladin } from './load-aladin.ts'
import { plainScreen } from './plain-screen.ts'
import type { Look, SkyScreen } from './sky-screen.ts'
import type { Survey } from './survey.ts'

/** Whether WebGL 2, which aladin-lite needs, is available. The context made to find out is given back. */
export function hasWebGl(): boolean {
  const context = document.createElement('canvas').getContext('webgl2')
  context?.getExtension?.('WEBGL_lose_context')?.loseContext()
  return context !== null
}

/** Loads what a sky view will need, so that the first one opens at once. */
export function prepareScreen(): void {
  // Without it, opening a view loads it again and tells why that failed.
  if (hasWebGl()) loadAladin().catch(() => undefined)
}

/** Opens the best sky view that this machine can draw, showing a survey. */
export async function openScreen(
  mapId: string,
  survey: Survey,
  look: Look,
  slot: SkySlot = 'first',
): Promise<SkyScreen> {
  if (!hasWebGl()) return plainScreen(hostAddress(thumbnailAddress(mapId)))
  const screen = await aladinScreen(survey.address, survey.title, look, slot)
  screen.show(survey.address, survey.title, look)
  return screen
}

/** Ends the second sky; the first is kept for the next view. */
export const closeSecondScreen = () => freeAladin('second')
