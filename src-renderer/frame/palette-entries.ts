import { isAutoencoder } from '../../src-shared/model/autoencoder.ts'
import { gridWords } from '../../src-shared/sky/grid.ts'
import { masksTitle } from '../../src-preload/contract/index.ts'
import { computed } from 'vue'
import { may, type Method } from '../connection/may.ts'
import { useRouter } from 'vue-router'
import { useAppearance } from '../stores/appearance.ts'
import { useDatasets } from '../stores/datasets.ts'
import { useDevices } from '../stores/devices.ts'
import { estimateTitle } from '../../src-shared/inpainting/estimator-facts.ts'
import { useInpaintings } from '../stores/inpaintings.ts'
import { useMaps } from '../stores/maps.ts'
import { useNotices } from '../stores/notices.ts'
import { useRuns } from '../stores/runs.ts'
import { useStudies } from '../stores/studies.ts'
import { engineTitle } from './engine-words.ts'
import { pages, settingsPage } from './pages.ts'
import { sheetOpen } from './shortcuts.ts'

export interface PaletteEntry {
  kind: 'page' | 'action' | 'map' | 'dataset' | 'run' | 'study' | 'inpainting'
  label: string
  hint: string
  run: () => unknown
  /** The method that it is there for: without it, it is not offered. */
  asks?: Method
}

/**
 * How well an entry matches a query, higher is better; null if it does not. Every word must match; a match at the start
 * of a word counts more than one inside it, and letters in order count least.
 */
export function matchScore(query: string, text: string): number | null {
  const target = text.toLowerCase()
  let score = 0
  for (const word of query.toLowerCase().split(/\s+/).filter(Boolean)) {
    const at = target.indexOf(word)
    if (at === 0) score += 4
    else if (at > 0) score += /[\s\-_/.]/.test(target[at - 1]) ? 3 : 2
    else {
      let from = 0
      for (const letter of word) {
        from = target.indexOf(letter, from) + 1
        if (from === 0) return null
      }
      score += 1
    }
  }
  return score
}

/** The best matches for a query, best first; all entries for an empty query. */
export const bestEntries = (entries: PaletteEntry[], query: string, limit = 40) =>
  entries
    .map((entry) => ({ entry, score: matchScore(query, `${entry.label} ${entry.kind}`) }))
    .filter((found): found is { entry: PaletteEntry; score: number } => found.score !== null)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ entry }) => entry)

/** All entries of the palette. */
export function usePaletteEntries() {
  const router = useRouter()
  const maps = useMaps()
  const datasets = useDatasets()
  const runs = useRuns()
  const studies = useStudies()
  const inpaintings = useInpaintings()
  const devices = useDevices()
  const appearance = useAppearance()
  const notices = useNotices()
  const to = (path: string) => () => router.push(path)
  const action = (label: string, hint: string, run: () => unknown, asks?: Method): PaletteEntry => ({
    kind: 'action',
    label,
    hint,
    run,
    asks,
  })

  const all = computed<PaletteEntry[]>(() => [
    ...[...pages, settingsPage].map(({ label, path, keys }): PaletteEntry => ({
      kind: 'page',
      label,
      hint: keys,
      run: to(path),
    })),
    action('Open a map…', 'FITS', to('/maps?open'), 'maps.open'),
    action('Download a map…', 'Planck archive', to('/maps?archive'), 'maps.download'),
    action('New dataset…', '', to('/datasets?new'), 'datasets.create'),
    action('New run…', '', to('/runs/new'), 'runs.start'),
    action('New study…', '', to('/studies/new'), 'studies.start'),
    action('New validation…', '', to('/validations/new'), 'validations.start'),
    action('New inpainting…', '', to('/inpaintings/new'), 'inpaintings.start'),
    action('Switch between dark and light', 'Shift T', appearance.toggle),
    ...devices.engines.map((engine) =>
      action(
        `Restart the engine: ${engineTitle(engine)}`,
        engine.name ?? '',
        () => notices.attempt(() => devices.restart(engine.id)),
        'devices.restart',
      ),
    ),
    action('Keyboard shortcuts', '?', () => (sheetOpen.value = true)),
    ...runs.items.flatMap((run): PaletteEntry[] => [
      { kind: 'run', label: run.name, hint: `${run.state}, epoch ${run.epoch}`, run: to(`/runs/${run.id}`) },
      ...(run.epoch > 0
        ? [
            ...(isAutoencoder(run.config)
              ? [
                  action(`Validate ${run.name}`, '', to(`/validations/new?run=${run.id}`), 'validations.start'),
                  action(`Inpaint with ${run.name}`, '', to(`/inpaintings/new?run=${run.id}`), 'inpaintings.start'),
                ]
              : []),
            action(`Tune hyperparameters from ${run.name}`, '', to(`/studies/new?run=${run.id}`), 'studies.start'),
          ]
        : []),
    ]),
    ...studies.items.map((study): PaletteEntry => ({
      kind: 'study',
      label: study.name,
      hint: `${study.state}, ${study.counts.complete} of ${study.budget} trials`,
      run: to(`/studies/${study.id}`),
    })),
    ...maps.items.map((map): PaletteEntry => ({
      kind: 'map',
      label: map.name,
      hint: gridWords(map.grid),
      run: to(`/maps/${map.id}`),
    })),
    ...maps.items.map((map): PaletteEntry => ({
      kind: 'map',
      label: `About ${map.name}`,
      hint: 'header, histogram, notes',
      run: to(`/maps/${map.id}/about`),
    })),
    ...datasets.items.flatMap((set): PaletteEntry[] => [
      { kind: 'dataset', label: set.name, hint: `${set.count} patches`, run: to(`/datasets/${set.id}`) },
      action(`Train on ${set.name}`, '', to(`/runs/new?dataset=${set.id}`), 'runs.start'),
      action(`Tune hyperparameters on ${set.name}`, '', to(`/studies/new?dataset=${set.id}`), 'studies.start'),
    ]),
    ...inpaintings.items.map((one): PaletteEntry => ({
      kind: 'inpainting',
      label: `patch ${one.problem.patch}, ${masksTitle(one.problem, one.channels)}, ${one.datasetName}`,
      hint: one.estimates.map(({ name }) => estimateTitle(name)).join(', '),
      run: to(`/inpaintings/${one.id}`),
    })),
  ])
  return computed(() => all.value.filter(({ asks }) => !asks || may(asks)))
}
