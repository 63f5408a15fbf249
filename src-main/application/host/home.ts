import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * The folder that holds the catalog, datasets, runs and exports: `CIRRUS_HOME`, or the platform's data folder
 * (XDG base directories on Linux, Application Support on macOS, AppData on Windows).
 */
export function defaultHome(environment = process.env, platform = process.platform): string {
  if (environment.CIRRUS_HOME) return environment.CIRRUS_HOME
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Cirrus')
  if (platform === 'win32') return join(environment.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Cirrus')
  return join(environment.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'cirrus')
}

/** Paths within a home folder. */
export const homeLayout = (home: string) => ({
  /** Downloaded maps and masks. */
  maps: join(home, 'maps'),
  datasets: join(home, 'datasets'),
  runs: join(home, 'runs'),
  /** Latents that studies of priors are trained on. */
  studies: join(home, 'studies'),
  inpaintings: join(home, 'inpaintings'),
  /** The library of masks: NAME.npy. */
  masks: join(home, 'masks'),
  exports: join(home, 'exports'),
  /** TensorFlow's libraries that were fetched, a folder for each build, and `files`, of which they are unpacked. */
  tensorflow: join(home, 'tensorflow'),
  settings: join(home, 'settings.json'),
  /** Folders of links, for job arrays that may be alive. */
  slurmArrays: join(home, 'slurm-arrays'),
  /** May be deleted at any time; created again when needed. */
  cache: join(home, 'cache'),
})
