import { computed, ref } from 'vue'
import { isUnderWay } from '../../../src-preload/contract/index.ts'
import type { Prior, Run } from '../../../src-preload/contract/index.ts'
import { comesAgain } from '../../components/what-to-do.ts'
import { useNotices } from '../../stores/notices.ts'

/** What the host does with a run, or a prior of one. */
export interface TrainingCalls<T> {
  stop(): Promise<T>
  /** Continues, or trains for more epochs than it was to. */
  resume(epochs?: number): Promise<T>
  remove(): Promise<unknown>
  /** Takes over what came of it. */
  put(changed: T): void
  /** Forgets what is gone. */
  drop(): void
}

/** What can be done with something that is trained epoch by epoch, in its current state. */
export function useTraining<T extends Run | Prior>(trained: () => T, calls: TrainingCalls<T>) {
  const notices = useNotices()
  const busy = ref(false)
  /** Whether the deletion is to be confirmed. */
  const removing = ref(false)
  const typed = ref<number | null>(null)
  /** By default the remaining epochs of a pruned run, else half as many again. */
  const more = computed({
    get() {
      const { state, config, epoch } = trained()
      return typed.value ?? Math.max(1, state === 'pruned' ? config!.epochs - epoch : Math.round(epoch / 2))
    },
    set: (epochs) => (typed.value = epochs),
  })
  const act = async (work: () => Promise<T>) => {
    busy.value = true
    const changed = await notices.attempt(work)
    if (changed) calls.put(changed)
    busy.value = false
  }
  return {
    busy,
    removing,
    more,
    running: computed(() => isUnderWay(trained())),
    resumable: computed(() => trained().state === 'interrupted' || trained().state === 'failed'),
    /** It ended by itself and can train for more epochs; others are resumed, and a computed prior has none. */
    ended: computed(() => ['complete', 'pruned'].includes(trained().state) && trained().config !== null),
    /** Whether it would fail again with the same settings. */
    failsAgain: computed(() => {
      const { failure } = trained()
      return failure !== null && comesAgain(failure.code)
    }),
    /** The epochs after a longer training. */
    epochs: computed(() => trained().epoch + (more.value || 1)),
    stop: () => act(calls.stop),
    resume: () => act(() => calls.resume()),
    longer: () => act(() => calls.resume(trained().epoch + more.value)),
    async remove(): Promise<void> {
      removing.value = false
      const { name } = trained()
      if (!(await notices.attempt(calls.remove))) return
      calls.drop()
      notices.done(`${name} deleted.`)
    },
  }
}
