import { basePath } from './base-path.ts'
import { pageOf } from './views/routes.ts'
import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import './styles/layout.css'

// Fetch the frame and its page in parallel.
const frame = import('./frame/open-window.ts')
// On failure, the router fetches again and reports the error.
pageOf(location.pathname.slice(basePath.length))?.().catch(() => undefined)
void frame.then(({ openWindow }) => openWindow())
