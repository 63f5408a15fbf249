import { answerAside } from '../host/aside.ts'
import { computePreview } from './compute-preview.ts'

answerAside(computePreview)
