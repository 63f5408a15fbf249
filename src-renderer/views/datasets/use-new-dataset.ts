import { computed, ref, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { DatasetRecipe } from '../../../src-preload/contract/index.ts'
import { call } from '../../connection/index.ts'
import { useDatasets } from '../../stores/datasets.ts'
import { useMaps } from '../../stores/maps.ts'
import { useNotices } from '../../stores/notices.ts'
import { defaultRecipe } from './default-recipe.ts'
import { useRecipePreview } from './use-recipe-preview.ts'

/**
 * The form of a new dataset: what the address asks for (`map` and `column`, or `like` another dataset) or else the
 * default for the first map; what it would give; and the cutting.
 * @param open whether the form is shown
 */
export function useNewDataset(open: () => boolean) {
  const datasets = useDatasets()
  const maps = useMaps()
  const notices = useNotices()
  const route = useRoute()
  const router = useRouter()

  const mapId = ref('')
  const column = ref(0)
  const name = ref('')
  const recipe = ref<DatasetRecipe>(defaultRecipe(null))
  const creating = ref(false)
  const formMap = computed(() => maps.find(mapId.value) ?? null)

  function begin() {
    const like = typeof route.query.like === 'string' ? datasets.find(route.query.like) : undefined
    const wanted = like?.mapId ?? route.query.map
    const map = (typeof wanted === 'string' ? maps.find(wanted) : undefined) ?? maps.items[0]
    if (!map) return
    mapId.value = map.id
    const byName = map.columns.findIndex((one) => one.name === like?.column)
    column.value = like ? Math.max(0, byName) : Math.min(map.columns.length - 1, Number(route.query.column ?? 0) || 0)
    recipe.value = like ? { ...like.recipe } : defaultRecipe(map)
  }
  watch(
    () => [maps.phase, datasets.phase, route.query.like, route.query.map, open()],
    () => open() && begin(),
    { immediate: true },
  )
  /** Another map, chosen in the form: its first column, in a size that suits it. */
  function chooseMap(id: string) {
    mapId.value = id
    column.value = 0
    recipe.value = { ...recipe.value, size: defaultRecipe(formMap.value).size }
  }
  const {
    preview,
    failure: previewFailure,
    stale,
  } = useRecipePreview(() => (open() && formMap.value ? recipe.value : null))

  async function create() {
    creating.value = true
    const made = await notices.attempt(() =>
      call('datasets.create', {
        mapId: mapId.value,
        column: column.value,
        name: name.value.trim() || undefined,
        // A copy: a reactive object cannot cross a message port.
        recipe: { ...recipe.value },
      }),
    )
    creating.value = false
    if (!made) return
    datasets.put(made)
    name.value = ''
    void router.push(`/datasets/${made.id}`)
  }
  return { mapId, column, name, recipe, formMap, creating, preview, previewFailure, stale, chooseMap, create }
}
