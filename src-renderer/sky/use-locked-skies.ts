import { separation } from '../../src-shared/sky/position.ts'
import type { SkyScreen } from './sky-screen.ts'
import { showsWhole } from './use-overlay.ts'

/** Views whose centres and fields agree to this fraction of the field are the same. */
const close = 1e-4

/** Moves a view to what another shows. */
function follow(screen: SkyScreen, leader: SkyScreen) {
  if (showsWhole(leader)) {
    if (!showsWhole(screen)) screen.wholeSky()
    return
  }
  const [centre, fov] = [leader.centre(), leader.fov()]
  if (Math.abs(screen.fov() - fov) > close * fov) screen.setFov(fov)
  if (separation(screen.centre(), centre) > close * fov) screen.goTo(centre)
}

/**
 * Locks two views: both show the same centre and field. The one that the user touched last leads; whichever reports that
 * it moved, the other views follow the leader, so that a view one frame behind never holds up a drag.
 */
export function useLockedSkies(screens: () => readonly (SkyScreen | null | undefined)[]) {
  let leader = 0
  return {
    /** The user touched this view. */
    lead: (at: number) => void (leader = at),
    /** A view moved, or has just opened. */
    moved() {
      const all = screens()
      const leading = all[leader] ?? all[0]
      if (!leading) return
      for (const one of all) if (one && one !== leading) follow(one, leading)
    },
  }
}
