import { describe, expect, it } from 'vitest'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import { useNotices } from '../../../../src-renderer/stores/notices.ts'
import { press, settled } from '../mount-page.ts'
import { until } from '../../window.ts'
import { open, show, filled, names, cells } from './runs-page-stage.ts'

describe('the table of runs', () => {
  it('has columns for what differs between runs, newest run first', async () => {
    const page = await filled()
    expect(page.findAll('thead th').map((head) => head.text().replace(/\s*[↑↓]$/, ''))).toEqual([
      '',
      '★',
      'State',
      'Name',
      'Tags and note',
      'Dataset',
      'Preset',
      'Latent',
      'Learning rate',
      'Epoch',
      'Best −ELBO',
      'Started',
      'Actions',
    ])
    expect(names()).toEqual(['demo-2026-11-23-c', 'demo-2026-11-23-b', 'demo-2026-11-23-a', 'wide-kernel', 'latent-16'])
    expect(cells(1)[2]).toContain('interrupted')
    expect(cells(1)[3]).toBe('demo-2026-11-23-b')
    expect(cells(1).slice(5, 10)).toEqual(['demo-64px', 'demo', '64', '0.001', '18/100'])
    expect(cells(1)[10]).toMatch(/^3\u202f163\.2\s+ep 16$/)
  })

  it('is sorted by a click on a header, and reversed by a second one', async () => {
    const page = await filled()
    const latent = page.findAll('thead th')[7]
    await latent.find('button').trigger('click')
    expect(latent.attributes('aria-sort')).toBe('ascending')
    expect(names()[0]).toBe('latent-16')
    await latent.find('button').trigger('click')
    expect(latent.attributes('aria-sort')).toBe('descending')
    expect(names()[0]).toBe('demo-2026-11-23-b')
  })

  it('opens a run by a click on its row, but not on its checkbox', async () => {
    const page = await filled()
    await page.findAll('.drawn')[3].trigger('click')
    await settled()
    expect(open.router.currentRoute.value.path).toBe('/runs')
    await page.findAll('tbody tr')[3].trigger('click')
    await until(() => open.router.currentRoute.value.path === '/runs/wide-kernel')
  })

  it('opens the focused row with Enter, and moves the focus with the arrow keys', async () => {
    const page = await filled()
    const rows = page.findAll<HTMLElement>('tbody tr')
    rows[0].element.focus()
    await rows[0].trigger('keydown', { key: 'ArrowDown' })
    await until(() => document.activeElement === rows[1].element)
    await rows[1].trigger('keydown', { key: 'Enter' })
    await until(() => open.router.currentRoute.value.path === '/runs/demo-2026-11-23-b')
  })

  it('follows a run that is stopped elsewhere', async () => {
    await filled()
    expect(cells(0)[2]).toContain('running')
    open.host.runs[0].state = 'interrupted'
    open.host.server.broadcast('runs.changed', { id: 'demo-2026-11-23-c', record: open.host.runs[0] })
    await until(() => cells(0)[2].includes('interrupted'))
  })

  it('shows the host’s message if the runs cannot be loaded, and retries', async () => {
    let works = false
    const page = await show('/runs', {
      answers: {
        'runs.list': () => {
          if (works) return []
          throw new CirrusError('internal', 'catalog.json, line 3: no comma.')
        },
      },
    })
    await until(() => page.text().includes('catalog.json, line 3: no comma.'))
    works = true
    await press(page, 'Try again')
    await until(() => page.text().includes('No runs yet'))
  })
})

describe('marks of a run', () => {
  it('include a star that is toggled in the table', async () => {
    const page = await filled()
    await page.find('button[aria-label="Star latent-16"]').trigger('click')
    await until(() => page.find('button[aria-label="Star latent-16"]').attributes('aria-pressed') === 'true')
    await press(page, '★ only')
    await until(() => names().length === 1)
    expect(names()).toEqual(['latent-16'])
    expect(open.router.currentRoute.value.query).toHaveProperty('starred')
  })

  it('include tags and a note, which the filter finds', async () => {
    const page = await filled()
    const tagsButton = page.findAll('button.tags').find((one) => one.text().startsWith('Tags and note of latent-16'))
    await tagsButton!.trigger('click')
    const [tags, note] = ['input', 'textarea'].map((kind) =>
      document.querySelector<HTMLInputElement>(`dialog ${kind}`)!,
    )
    tags.value = '#paper, small  paper'
    tags.dispatchEvent(new Event('change'))
    note.value = 'filaments are gone'
    note.dispatchEvent(new Event('change'))
    await until(() => cells(4)[4].includes('filaments'))
    expect(page.findAll('.tag').map((tag) => tag.text())).toEqual(['paper', 'small'])
    const find = page.find('input[type="search"]')
    await find.setValue('filaments #small')
    await until(() => names().length === 1)
    expect(names()).toEqual(['latent-16'])
    await find.setValue('filaments #large')
    await until(() => page.text().includes('No runs match the filter'))
  })

  it('include archiving, which Undo reverts', async () => {
    const page = await filled()
    const row = page.findAll('tbody tr')[3]
    await row.find('.away').trigger('click')
    await until(() => names().length === 4)
    expect(names()).not.toContain('wide-kernel')
    await press(page, 'Archive')
    await until(() => names().length === 5)
    useNotices().items.at(-1)!.action!.run!()
    await until(() => !page.text().includes('Unarchive'))
    expect(open.host.runs.find(({ id }) => id === 'wide-kernel')!.archived).toBe(false)
  })
})
