import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bestBuild, buildOf, planFetch } from '../../../src-main/application/tensorflow/offer.ts'
import { supplyOf, type Supply } from '../../../src-main/application/tensorflow/supply.ts'
import { tensorflowPlanSchema } from '../../../src-preload/contract/tensorflow.ts'

const home = join(tmpdir(), 'cirrus-no-home')
const of = (changes: Partial<Supply>) =>
  supplyOf(home, { packaged: true, platform: 'linux-x64', nvidiaDriver: false, ...changes })

describe('what is offered', () => {
  it('is the build for the CPU, with its files, sizes and checksums', async () => {
    const plan = await planFetch(of({}))
    expect(tensorflowPlanSchema.parse({ ...plan, jobId: null })).toMatchObject({
      obstacle: null,
      fetched: null,
      gpu: null,
    })
    expect(plan.processor).toMatch(/, \d+ cores?$/)
    expect(plan.builds).toMatchObject([
      { flavour: 'cpu', bytes: 274_000_871, unpackedBytes: 853_308_936, downloaded: 0 },
    ])
    expect(plan.folder).toBe(join(home, 'tensorflow', 'files'))
    expect(plan.freeBytes).toBeGreaterThan(0)
  })

  it('is CUDA’s first if there is an NVIDIA driver, with TensorFlow and every library that it loads', async () => {
    const plan = await planFetch(of({ nvidiaDriver: true }))
    expect(plan.builds.map(({ flavour }) => flavour)).toEqual(['cuda', 'cpu'])
    expect(plan.gpu).not.toBeNull()
    const [cuda] = plan.builds
    const names = cuda.files.map(({ name }) => name.replace(/-.*/, ''))
    for (const part of [
      'cublas',
      'cuda_runtime',
      'cudnn',
      'cufft',
      'curand',
      'cusolver',
      'cusparse',
      'nccl',
      'nvjitlink',
    ])
      expect(names).toContain(`nvidia_${part}_cu12`)
    expect(names[0]).toBe('tensorflow')
    expect(bestBuild(of({ nvidiaDriver: true })).flavour).toBe('cuda')
  })

  it('comes from PyPI alone, each file once', () => {
    const urls = supplyOf(home).builds.flatMap(({ wheels }) => wheels.map(({ url }) => url))
    expect(new Set(urls).size).toBe(urls.length)
    for (const url of urls)
      expect(url).toMatch(
        /^https:\/\/files\.pythonhosted\.org\/packages\/[0-9a-f]{2}\/[0-9a-f]{2}\/[0-9a-f]{60}\/[\w.-]+\.whl$/,
      )
  })

  it('is nothing where it would not run, with what to do instead', async () => {
    const obstacles = ['darwin-arm64', 'win32-x64', 'linux-riscv64'].map((platform) => of({ platform }))
    const [mac, windows, other] = await Promise.all(obstacles.map(planFetch))
    expect(mac).toMatchObject({ builds: [], obstacle: expect.stringContaining('On macOS, install the package') })
    expect(windows).toMatchObject({ builds: [], obstacle: expect.stringContaining('WSL') })
    expect(other).toMatchObject({ builds: [], obstacle: 'There is no TensorFlow 2.21.0 for linux-riscv64.' })
    const checkout = of({ packaged: false })
    expect(await planFetch(checkout)).toMatchObject({ builds: [], obstacle: expect.stringContaining('npm start') })
    expect(() => bestBuild(checkout)).toThrow(/npm start/)
  })

  it('with CUDA needs a driver', () => {
    expect(() => buildOf(of({}), 'cuda')).toThrow(/with an NVIDIA driver; on this machine, fetch cpu/)
    expect(buildOf(of({ nvidiaDriver: true }), 'cpu').flavour).toBe('cpu')
  })
})
