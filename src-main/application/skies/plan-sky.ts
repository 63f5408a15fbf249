import { withinField } from '../host/in-field.ts'
import { measureTemplate } from './measure-template.ts'
import type { SkyOutline } from './outline-sky.ts'
import { skyNumbers, type SkyNumbers } from './sky-numbers.ts'

/** A sky, and what each of its patches is told and drawn with. */
export interface SkyPlan extends SkyOutline {
  numbers: SkyNumbers
}

/** Measures the template of a sky, if it has one. @throws FitsError, CirrusError refused as `measureTemplate` */
export async function planSky(
  outline: SkyOutline,
  given: Readonly<Record<string, number>>,
  signal?: AbortSignal,
): Promise<SkyPlan> {
  const { config, cover, levels, scaling, template: chosen } = outline
  const template = chosen && (await withinField('like', () => measureTemplate(chosen, cover, scaling, signal)))
  return { ...outline, numbers: skyNumbers({ cover, conditions: config.conditions, levels, given, template }) }
}
