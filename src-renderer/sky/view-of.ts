import type { SkyViewGeometry } from '../../src-shared/sky/projection/wcs-of-view.ts'
import type { SkyScreen } from './sky-screen.ts'

/** What a screen shows, as an image of the same pixels. */
export const viewOf = (screen: SkyScreen): SkyViewGeometry => ({
  projection: screen.projection(),
  ...screen.centre(),
  fov: screen.fov(),
  width: screen.element.clientWidth,
  height: screen.element.clientHeight,
})
