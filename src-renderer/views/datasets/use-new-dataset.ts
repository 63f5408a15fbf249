import { computed, ref, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { datasetRecipeSchema, type DatasetRecipe } from '../../../src-preload/contract/index.ts'
import { call } from '../../connection/index.ts'
import { useDatasets } from '../../stores/datasets.ts'
import { useMaps } from '../../stores/maps.ts'
import { useNotices } from '../../stores/notices.ts'
import { defaultScale } from '../../../src-shared/sky/scale.ts'
import { remembered } from '../../stores/remembered.ts'
import { defaultRecipe } from './default-recipe.ts'
import { useRecipePreview } from './use-recipe-preview.ts'

/** A half-filled form, kept when the page is left or reloaded. `asked` is what its address requested. */
interface Draft {
  asked: string
  mapId: string
  column: number
  name: string
  recipe: DatasetRecipe
}

/**
 * The form of a new dataset (the draft as it was left, or what the address requests with `map` and `column` or `like`
 * another dataset, or the default for the first map), its preview, and its submission.
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
  const recipe = ref<DatasetRecipe>(defaultRecipe(null, 0))
  const givenName = computed(() => name.value.trim() || undefined)
  const creating = ref(false)
  const formMap = computed(() => maps.find(mapId.value) ?? null)
  const draft = remembered<Draft | null>('dataset-draft', null)
  const asked = () => JSON.stringify([route.query.like, route.query.map, route.query.column])

  /** Fills the form with the draft of the same address, or the last draft if the address requests nothing. */
  function resume(): boolean {
    const kept = draft.value
    if (!kept || !maps.find(kept.mapId) || (kept.asked !== asked() && asked() !== '[null,null,null]')) return false
    const parsed = datasetRecipeSchema.safeParse(kept.recipe)
    if (!parsed.success) return false
    ;[mapId.value, column.value, name.value, recipe.value] = [kept.mapId, kept.column, kept.name, parsed.data]
    return true
  }
  function begin() {
    if (resume()) return
    const like = typeof route.query.like === 'string' ? datasets.find(route.query.like) : undefined
    const wanted = like?.mapId ?? route.query.map
    const map = (typeof wanted === 'string' ? maps.find(wanted) : undefined) ?? maps.items[0]
    if (!map) return
    mapId.value = map.id
    const byName = map.columns.findIndex((one) => one.name === like?.column)
    column.value = like ? Math.max(0, byName) : Math.min(map.columns.length - 1, Number(route.query.column ?? 0) || 0)
    recipe.value = like && 'step' in like.recipe ? { ...like.recipe } : defaultRecipe(map, column.value)
  }
  watch(
    () => [maps.phase, datasets.phase, route.query.like, route.query.map, open()],
    () => open() && begin(),
    { immediate: true },
  )
  watch([mapId, column, name, recipe], keep, { deep: true })
  function keep() {
    if (!open() || !formMap.value) return
    draft.value = { asked: asked(), mapId: mapId.value, column: column.value, name: name.value, recipe: recipe.value }
  }
  /** Chooses another map: its first column, and a size that suits it. */
  function chooseMap(id: string) {
    mapId.value = id
    recipe.value = { ...recipe.value, size: defaultRecipe(formMap.value, 0).size }
    chooseColumn(0)
  }
  /** Chooses another column, on the scale that suits it. */
  function chooseColumn(index: number) {
    column.value = index
    recipe.value = { ...recipe.value, scale: defaultScale(formMap.value?.columns[index] ?? { min: null }) }
  }
  const {
    preview,
    failure: previewFailure,
    stale,
  } = useRecipePreview(() =>
    open() && formMap.value
      ? { ...recipe.value, mapId: mapId.value, column: column.value, name: givenName.value }
      : null,
  )

  async function create() {
    creating.value = true
    const made = await notices.attempt(() =>
      call('datasets.create', {
        mapId: mapId.value,
        column: column.value,
        name: givenName.value,
        // A copy: a reactive object cannot cross a message port.
        recipe: { ...recipe.value },
      }),
    )
    creating.value = false
    if (!made) return
    datasets.put(made)
    name.value = ''
    await router.push(`/datasets/${made.id}`)
    draft.value = null
  }
  return {
    mapId,
    column,
    name,
    recipe,
    formMap,
    creating,
    preview,
    previewFailure,
    stale,
    chooseMap,
    chooseColumn,
    create,
  }
}
