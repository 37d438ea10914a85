import type { TruffleLogger } from '../../truffle-config.js'
import type { EventManager } from '../events/event-manager.js'
import type { RequestWatch } from './watch-requests.js'

/** `--verbose-rpc`: prints what is asked and what is answered. */
export function logRequests(logger: TruffleLogger): RequestWatch {
  const tell = (prefix: string, value: unknown): void => {
    logger.log(`${prefix}${JSON.stringify(value, undefined, 2).replaceAll('\n', `\n${prefix}`)}`)
  }
  return {
    asked: (payload) => tell('   > ', payload),
    answered: (_payload, answer) => tell(' <   ', answer),
  }
}

/** Tells subscribers of it. */
export function tellRequests(events: EventManager): RequestWatch {
  return {
    asked: (payload) => events.tell('rpc:request', () => ({ payload })),
    answered: (payload, result) => events.tell('rpc:result', () => ({ payload, result })),
  }
}
