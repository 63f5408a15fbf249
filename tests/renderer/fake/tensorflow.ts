import type { Job, tensorflowMethods, TensorFlowBuild, TensorFlowPlan } from '../../../src-preload/contract/index.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'

const file = (name: string, bytes: number) => ({
  ...{ name, url: `https://files.test/${name}`, bytes },
  sha256: '0123456789abcdef'.repeat(4),
})
const build = (
  flavour: TensorFlowBuild['flavour'],
  files: TensorFlowBuild['files'],
  unpackedBytes: number,
): TensorFlowBuild => ({
  ...{ flavour, files, unpackedBytes, downloaded: 0 },
  bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
})

const cpu = build('cpu', [file('tensorflow_cpu-2.21.0.whl', 274_000_000)], 853_000_000)
const cuda = build(
  'cuda',
  [file('tensorflow-2.21.0.whl', 573_000_000), file('nvidia_cudnn_cu12-9.28.0.42.whl', 717_000_000)],
  2_420_000_000,
)

/** The plan of a package without TensorFlow; with a graphics card, CUDA's build comes first. */
export const tensorflowPlan = (card: string | null = null): TensorFlowPlan => ({
  ...{ version: '2.21.0', processor: 'AMD EPYC 7763, 16 cores', gpu: card, obstacle: null, fetched: null },
  builds: structuredClone(card === null ? [cpu] : [cuda, cpu]),
  folder: '/home/astro/.local/share/cirrus/tensorflow/files',
  freeBytes: 210e9,
  jobId: null,
})

/** TensorFlow of an in-memory host, which has its own: tests change the plan. Fetches never end by themselves. */
export function createFakeTensorFlow(jobs: Job[], jobChanged: (job: Job) => void) {
  const plan = { ...tensorflowPlan(), builds: [] as TensorFlowBuild[], obstacle: 'Run npm start.' as string | null }
  const handlers: Handlers<{ methods: typeof tensorflowMethods; events: Record<never, never> }> = {
    'tensorflow.plan': () => plan,
    'tensorflow.fetch': ({ flavour }) => {
      const job: Job = {
        ...{ id: 'job-tensorflow', kind: 'tensorflow', title: `Fetch ${flavour}`, subject: null, state: 'running' },
        ...{ fraction: 0.2, note: '54.8 MB of 274 MB, 3.40 MB/s', secondsLeft: 64, failure: null, cancellable: true },
        ...{ startedAt: new Date().toISOString(), endedAt: null },
      }
      plan.jobId = job.id
      jobs.push(job)
      jobChanged(job)
      return job
    },
  }
  return { handlers, plan: plan as TensorFlowPlan }
}
