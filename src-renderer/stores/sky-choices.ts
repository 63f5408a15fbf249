import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { Frame } from '../../src-shared/sky/healpix/map.ts'
import { skyProjections, type SkyProjection } from '../sky/sky-screen.ts'
import { remembered } from './remembered.ts'

/** Grids and projection of the sky, the same for all maps and pages. */
export const useSkyChoices = defineStore('sky-choices', () => {
  const gridShown = remembered('sky.grid', true)
  const frames = remembered<Frame[]>('sky.grids', ['G'])
  const projection = remembered<SkyProjection>('sky.projection', 'automatic')

  /** The frames whose grids are drawn. */
  const shownGrids = computed<readonly Frame[]>(() => (gridShown.value ? frames.value : []))
  const toggleGrid = () => {
    gridShown.value = !gridShown.value
    if (frames.value.length === 0) frames.value = ['G']
  }
  /** Adds the grid of a frame, or takes it away. */
  function toggleFrame(frame: Frame) {
    const shown = shownGrids.value
    frames.value = shown.includes(frame) ? shown.filter((one) => one !== frame) : [...shown, frame]
    gridShown.value = frames.value.length > 0
  }
  const nextProjection = () => {
    projection.value = skyProjections[(skyProjections.indexOf(projection.value) + 1) % skyProjections.length]
  }
  return { shownGrids, projection, toggleGrid, toggleFrame, nextProjection }
})
