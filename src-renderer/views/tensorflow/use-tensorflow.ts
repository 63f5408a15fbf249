import { computed, ref, shallowRef, watch } from 'vue'
import { isUnderWay, type TensorFlowFlavour, type TensorFlowPlan } from '../../../src-preload/contract/index.ts'
import { call, onConnected } from '../../connection/index.ts'
import { may } from '../../connection/may.ts'
import { useDevices } from '../../stores/devices.ts'
import { useJobs } from '../../stores/jobs.ts'
import { useNotices } from '../../stores/notices.ts'
import { offeredBuilds } from './offered-builds.ts'

/** What would be fetched for the engines of this host, and the fetch under way. */
export function useTensorFlow() {
  const devices = useDevices()
  const jobs = useJobs()
  const notices = useNotices()
  const plan = shallowRef<TensorFlowPlan | null>(null)
  /** The latest fetch that was started in this window. */
  const started = ref<string | null>(null)

  /** Why an engine can't do all that it should, as far as another TensorFlow could help. */
  const failure = computed(
    () =>
      devices.engines.map(({ failure }) => failure).find((each) => each?.code === 'engine-missing') ??
      devices.engines.map(({ failure }) => failure).find((each) => each?.code === 'gpu-unused') ??
      null,
  )
  const builds = computed(() => (plan.value ? offeredBuilds(plan.value, failure.value?.code) : []))
  const job = computed(() => jobs.items.find(({ id }) => id === (started.value ?? plan.value?.jobId)))
  const running = computed(() => (job.value && isUnderWay(job.value) ? job.value : null))

  const load = () =>
    may('tensorflow.plan') &&
    void call('tensorflow.plan', {}).then(
      (known) => (plan.value = known),
      () => undefined,
    )
  onConnected(load)
  watch([() => job.value?.state, () => failure.value?.code], load)

  const fetch = (flavour: TensorFlowFlavour) =>
    notices.attempt(async () => {
      started.value = (await call('tensorflow.fetch', { flavour })).id
    })
  const cancel = (id: string) => notices.attempt(() => jobs.cancel(id))
  return { plan, failure, builds, job, running, fetch, cancel }
}
export type TensorFlow = ReturnType<typeof useTensorFlow>
