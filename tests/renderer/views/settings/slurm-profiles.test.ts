import { DOMWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { slurmProfileSchema } from '../../../../src-preload/contract/index.ts'
import type { SlurmProfile } from '../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import SlurmProfilesForm from '../../../../src-renderer/views/settings/SlurmProfilesForm.vue'
import {
  emptyProfile,
  profileFaults,
  profileSummary,
} from '../../../../src-renderer/views/settings/slurm-profile-text.ts'
import { useNotices } from '../../../../src-renderer/stores/notices.ts'
import { slurmProfiles } from '../../fake/study-records.ts'
import { openPage, press } from '../mount-page.ts'
import type { Answers, OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

let open: OpenPage
afterEach(() => open?.close())

const profile = (changes: Partial<SlurmProfile> = {}) => ({ ...slurmProfileSchema.parse({ name: 'p' }), ...changes })
const show = async (answers: Answers = {}, empty = false) => {
  open = await openPage(SlurmProfilesForm, '/settings', {}, { answers, empty })
  await until(() => open.page.find('h2').exists())
}
const dialog = () => new DOMWrapper(document.querySelector('dialog')!)
const isOpen = () => document.querySelector('dialog') !== null
const field = (name: string) => dialog().find<HTMLInputElement>(`[name="${name}"]`)
const save = () => dialog().find('form').trigger('submit')
const primary = () => dialog().find<HTMLButtonElement>('button.primary')
const configured = () =>
  open.calls
    .filter(([method]) => method === 'slurm.configure')
    .map(([, params]) => (params as { profiles: SlurmProfile[] }).profiles)
const listed = () => open.page.findAll('li').map((one) => one.find('.name').text())

describe('Slurm profiles in the settings', () => {
  it('are listed with what each job requests', async () => {
    await show()
    expect(listed()).toEqual(['night'])
    expect(open.page.find('li').text()).toContain(
      'partition gpu · account dust · time 8:00:00 · 1 GPU · 16 jobs in the queue',
    )
  })
  it('explain themselves if there are none', async () => {
    await show({}, true)
    expect(open.page.text()).toContain('Trials of a study can run on a Slurm cluster')
  })
  it('are added with all of their fields', async () => {
    await show()
    await press(open.page, 'New Slurm profile')
    const typed = {
      name: ' long ',
      partition: 'cpu',
      account: 'dust',
      time: '1-0',
      memory: '16G',
      command: 'cirrus',
      modules: 'nodejs/24  cuda/12.4',
      options: '--qos=long\n\n--comment=dust and gas',
    }
    for (const [name, text] of Object.entries(typed)) await field(name).setValue(text)
    await dialog().find('[aria-label="CPUs"]').setValue('8')
    await save()
    await until(() => !isOpen())
    expect(configured()).toEqual([
      [
        slurmProfiles[0],
        profile({
          ...{
            name: 'long',
            partition: 'cpu',
            account: 'dust',
            time: '1-0',
            memory: '16G',
            command: 'cirrus',
            cpus: 8,
          },
          ...{ modules: ['nodejs/24', 'cuda/12.4'], options: ['--qos=long', '--comment=dust and gas'] },
        }),
      ],
    ])
    expect(listed()).toEqual(['night', 'long'])
  })
  it('are edited in place', async () => {
    await show({ 'slurm.profiles': () => [slurmProfiles[0], profile()] })
    await open.page.find('[aria-label="Edit night"]').trigger('click')
    expect(field('partition').element.value).toBe('gpu')
    await field('partition').setValue('')
    await save()
    await until(() => configured().length === 1)
    expect(configured()[0].map(({ name, partition }) => [name, partition])).toEqual([
      ['night', null],
      ['p', null],
    ])
  })
  it('are removed, with Undo', async () => {
    await show()
    await open.page.find('[aria-label="Remove night"]').trigger('click')
    await until(() => listed().length === 0)
    const [notice] = useNotices().items
    expect(notice.text).toBe('The Slurm profile night was removed.')
    notice.action!.run!()
    await until(() => listed().length === 1)
    expect(configured()).toEqual([[], slurmProfiles])
  })
  it('cannot be saved while a field is invalid, which says what is needed', async () => {
    await show()
    await press(open.page, 'New Slurm profile')
    expect(dialog().text()).toContain('enter a name')
    await field('name').setValue('night')
    expect(dialog().text()).toContain('another profile has this name')
    await field('name').setValue('day')
    await field('time').setValue('soon')
    expect(dialog().text()).toContain('minutes, minutes:seconds, hours:minutes:seconds or days-hours:minutes:seconds')
    expect(primary().element.disabled).toBe(true)
    await save()
    expect(configured()).toEqual([])
    await field('time').setValue('90')
    expect(primary().element.disabled).toBe(false)
  })
  it('stay open with the host’s message if it refuses', async () => {
    await show({
      'slurm.configure': () => {
        throw new CirrusError('refused', 'settings.json: it cannot be written.')
      },
    })
    await press(open.page, 'New Slurm profile')
    await field('name').setValue('day')
    await save()
    await until(() => dialog().find('[role="alert"]').exists())
    expect(dialog().find('[role="alert"]').text()).toContain('it cannot be written')
  })
  it('are unchanged after Cancel', async () => {
    await show()
    await press(open.page, 'New Slurm profile')
    await dialog()
      .findAll('button')
      .find((one) => one.text() === 'Cancel')!
      .trigger('click')
    expect(isOpen()).toBe(false)
    expect(configured()).toEqual([])
  })
})

describe('a profile', () => {
  it('with a name has no errors', () => {
    expect(profileFaults({ ...emptyProfile(), name: 'night' }, [])).toEqual({})
  })
  it.each([
    ['partition', 'two words', 'one word that does not begin with a dash'],
    ['memory', '16 GB', 'megabytes, or a number with K, M, G or T'],
    ['modules', ['cuda', '-x'], '-x: one word'],
    ['options', ['--ok', 'qos=long'], 'qos=long: a long option of sbatch'],
    ['cpus', 0, ''],
  ] as const)('has an error at %s', (name, value, words) => {
    expect(profileFaults(profile({ [name]: value } as never), [])[name]).toContain(words)
  })
  it('omits the cluster’s defaults from its summary', () => {
    expect(profileSummary(profile({ capacity: 1 }))).toBe('1 job in the queue')
    expect(profileSummary(profile({ gpus: 2, cpus: 1 }))).toBe('2 GPUs · 1 CPU · 16 jobs in the queue')
  })
})
