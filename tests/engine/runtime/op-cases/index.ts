import { elementWise } from './element-wise.ts'
import { layers } from './layers.ts'
import { layout } from './layout.ts'
import type { OpCases } from './op-case.ts'
import { reductions } from './reductions.ts'

/** A case for each of `shapeRules`, by op name. */
export const opCases: OpCases = { ...elementWise, ...reductions, ...layout, ...layers }
