import { watchEffect } from 'vue'
import type { Directive } from 'vue'
import { watchedMethods } from '../../src-preload/contract/watching.ts'
import type { CirrusContract } from '../../src-preload/contract/index.ts'
import type { MethodName } from '../../src-preload/rpc/table.ts'
import { connectionState } from './index.ts'

export type Method = MethodName<CirrusContract>

/** Whether this window may call a method: all of them, unless its host said that it only watches. */
export const may = (method: Method): boolean =>
  !connectionState().host?.watching || (watchedMethods as readonly string[]).includes(method)

const ends = new WeakMap<HTMLElement, () => void>()

/** `v-asks="'runs.start'"`: hides an element that serves to call a method, in a window that may not. */
export const vAsks: Directive<HTMLElement, Method> = {
  created(element, { value: method }) {
    ends.set(
      element,
      watchEffect(() => {
        element.hidden = !may(method)
      }),
    )
  },
  unmounted: (element) => ends.get(element)?.(),
}
