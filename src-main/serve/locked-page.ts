/**
 * The page for a visitor without the token, saying what to do. If a link on another page led here (in a web terminal,
 * say), the browser withheld the cookie; reloading from this page sends it.
 */
export const lockedPage = (cameFromElsewhere: boolean) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    ${cameFromElsewhere ? '<meta http-equiv="refresh" content="0" />' : ''}
    <title>Cirrus is locked</title>
    <style>
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 38em; margin: 15vh auto; padding: 0 1em;
             color: #d7dae0; background: #14161a; }
      code { background: #262a31; padding: 0.1em 0.3em; border-radius: 3px; }
    </style>
  </head>
  <body>
    <h1>This Cirrus is locked</h1>
    <p>Open the address that <code>cirrus serve</code> printed when it started, the whole line with
      <code>?token=</code> in it. This browser then has access until it is closed.</p>
    <p>Each start creates a new address; the one from before a restart no longer works.</p>
  </body>
</html>
`
