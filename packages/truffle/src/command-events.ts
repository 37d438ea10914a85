import { readFileSync } from 'node:fs'
import { findTruffleConfig } from './internal/config/find-config.js'
import { EventManager } from './internal/events/event-manager.js'
import type { TruffleProject } from './truffle-project.js'

/**
 * Whom commands tell that need no project: the `subscribers` of the config around a folder, if it has any. It is not run otherwise,
 * since it may need what is not installed yet.
 *
 * @param load gives the project of that config
 */
export async function commandEvents(
  cwd: string,
  load: () => Promise<TruffleProject>,
): Promise<EventManager> {
  const found = findTruffleConfig(cwd)
  const isHeard = found !== undefined && /\bsubscribers\b/.test(readFileSync(found.path, 'utf8'))
  return isHeard ? (await load()).config.events : new EventManager()
}

/**
 * Runs a command between the events of its name: `start`, then `succeed` with what `told` makes of the result, or `fail` with the
 * error. Resolves when all is heard.
 */
export async function tellOfCommand<T>(
  events: EventManager,
  name: 'init' | 'obtain' | 'unbox',
  { run, told }: { run(): Promise<T> | T; told?(result: T): object },
): Promise<T> {
  events.tell(`${name}:start`)
  try {
    const result = await run()
    events.tell(`${name}:succeed`, () => told?.(result))
    await events.settled()
    return result
  } catch (error) {
    events.tell(`${name}:fail`, () => ({ error }))
    await events.settled()
    throw error
  }
}
