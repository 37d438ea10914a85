import { createRequire } from 'node:module'

const { extensions } = createRequire(import.meta.url)
let untouched = extensions['.js']

/** Keeps how Node loads files now for `requireUntouched`. To be called before a config can register hooks. */
export function keepLoader(): void {
  untouched = extensions['.js']
}

/**
 * Requires a file of this package past the hooks that a project registered for its own, such as those of ts-node and
 * babel: they pass over what is in node_modules only, where a linked package is not.
 */
export function requireUntouched(base: string, path: string): unknown {
  const hooked = extensions['.js']
  extensions['.js'] = untouched
  try {
    return createRequire(base)(path)
  } finally {
    extensions['.js'] = hooked
  }
}
