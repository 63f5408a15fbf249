import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { isLeft, leaveWork, resumeLeftWork } from '../../src-main/desktop/left-work.ts'
import { exampleRun } from '../catalog/examples.ts'

const newFile = () => join(mkdtempSync(join(tmpdir(), 'left-')), 'left-work.json')
const application = (studyOf: Record<string, string | null> = {}) => {
  const resumed: string[] = []
  const resume =
    (kind: string) =>
    async ({ id }: { id: string }) => {
      if (id === 'lost') throw new Error('its dataset is gone')
      resumed.push(`${kind} ${id}`)
    }
  const handlers = {
    'runs.get': async ({ id }: { id: string }) => ({ ...exampleRun, id, studyId: studyOf[id] ?? null }),
    'runs.resume': resume('run'),
    'priors.resume': resume('prior'),
    'studies.resume': resume('study'),
  }
  return { resumed, application: { handlers } as never }
}

describe('work that quitting stops', () => {
  it('is resumed at the next start, once: trainings, priors and studies with their own runs', async () => {
    const file = newFile()
    const { resumed, application: app } = application({ trial: 'search' })
    await leaveWork(
      file,
      [
        { kind: 'run', subject: 'demo' },
        { kind: 'run', subject: 'trial' },
        { kind: 'study', subject: 'search' },
        { kind: 'prior', subject: 'demo.flow' },
        { kind: 'inpainting', subject: 'hole' },
      ],
      app,
    )
    await resumeLeftWork(file, app)
    expect(resumed).toEqual(['run demo', 'study search', 'prior demo.flow'])
    await resumeLeftWork(file, app)
    expect(resumed).toHaveLength(3)
  })

  it('leaves no file if there is none', async () => {
    const file = newFile()
    await leaveWork(file, [{ kind: 'map', subject: null }], application().application)
    expect(existsSync(file)).toBe(false)
  })

  it('that can’t be written down does not keep Cirrus from closing', async () => {
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    await leaveWork(join(newFile(), 'below'), [{ kind: 'study', subject: 'search' }], { handlers: {} } as never)
    await leaveWork(newFile(), [{ kind: 'run', subject: 'gone' }], { handlers: {} } as never)
    expect(stderr).toHaveBeenCalledWith(expect.stringContaining('the running work is not written down'))
    stderr.mockRestore()
  })

  it('that can’t be resumed keeps nothing else from it', async () => {
    const file = newFile()
    const { resumed, application: app } = application()
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    writeFileSync(
      file,
      JSON.stringify([
        { kind: 'run', id: 'lost' },
        { kind: 'run', id: 'demo' },
      ]),
    )
    await resumeLeftWork(file, app)
    expect(resumed).toEqual(['run demo'])
    expect(stderr).toHaveBeenCalledWith('cirrus: run lost is not resumed: Error: its dataset is gone\n')
    stderr.mockRestore()
  })

  it.each(['not JSON', '[{"kind":"map","id":"a"}]'])('in a file that nobody wrote is forgotten: %s', async (text) => {
    const file = newFile()
    const { resumed, application: app } = application()
    writeFileSync(file, text)
    await resumeLeftWork(file, app)
    expect(resumed).toEqual([])
    expect(existsSync(file)).toBe(false)
  })

  it('is only what has checkpoints', () => {
    expect(['run', 'prior', 'study', 'validation', 'dataset'].map((kind) => isLeft({ kind: kind as never }))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ])
  })
})
