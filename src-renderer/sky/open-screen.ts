import { thumbnailAddress } from '../../src-preload/contract/maps.ts'
import { aladinScreen } from './aladin-screen.ts'
import { plainScreen } from './plain-screen.ts'
import type { Look, SkyScreen } from './sky-screen.ts'
import type { Survey } from './survey.ts'

/** Whether WebGL 2, which aladin-lite needs, is available. */
export const hasWebGl = () => document.createElement('canvas').getContext('webgl2') !== null

/** Opens the best sky view that this machine can draw, showing a survey. */
export async function openScreen(mapId: string, survey: Survey, look: Look): Promise<SkyScreen> {
  if (!hasWebGl()) return plainScreen(thumbnailAddress(mapId))
  const screen = await aladinScreen(survey.address, survey.title, look)
  screen.show(survey.address, survey.title, look)
  return screen
}
