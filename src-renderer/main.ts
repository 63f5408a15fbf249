import { pageOf } from './views/routes.ts'
import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import './styles/layout.css'

// The frame and the page in it come side by side, not one after the other.
const frame = import('./frame/open-window.ts')
// What cannot be fetched now is asked for again, and complained of, by the router.
pageOf(location.pathname)?.().catch(() => undefined)
void frame.then(({ openWindow }) => openWindow())
