import { homedir } from 'node:os'
import { join } from 'node:path'

/** What the place of the user's cache depends on. */
export interface UserCachePlace {
  readonly env: NodeJS.ProcessEnv
  readonly platform: NodeJS.Platform
  readonly home: string
}

function thisMachine(): UserCachePlace {
  return { env: process.env, platform: process.platform, home: homedir() }
}

/**
 * The folder of what all projects of this user share: `$SCAFFOLD_CACHE_DIR`, else `scaffold` in
 * `$XDG_CACHE_HOME`, `~/Library/Caches`, `%LOCALAPPDATA%` or `~/.cache`.
 */
export function userCacheDir(place: UserCachePlace = thisMachine()): string {
  const { env, platform, home } = place
  const { SCAFFOLD_CACHE_DIR: own, XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = env
  if (own) return own
  if (xdg) return join(xdg, 'scaffold')
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'scaffold')
  if (platform === 'win32' && local) return join(local, 'scaffold', 'Cache')
  return join(home, '.cache', 'scaffold')
}

/** The folder in there of what was read of forked chains. */
export function forkCacheDir(): string {
  return join(userCacheDir(), 'forks')
}
