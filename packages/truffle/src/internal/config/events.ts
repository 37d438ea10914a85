/** What plugins may tell, and Truffle's own parts listened to: here nobody does. */
export interface ConfigEvents {
  emit(event: string, data?: unknown): void
  on(event: string, listener: (data: unknown) => void): void
  removeListener(event: string, listener: (data: unknown) => void): void
  subscribe(subscriber: unknown): void
  updateSubscriberOptions(options: unknown): void
  initializeUserSubscribers(config: unknown): void
}

/** Events of a config, for plugins that send or hear some. */
export function createEvents(): ConfigEvents {
  const listeners = new Map<string, Set<(data: unknown) => void>>()
  const listenersOf = (event: string): Set<(data: unknown) => void> => {
    const known = listeners.get(event) ?? new Set()
    listeners.set(event, known)
    return known
  }
  return {
    emit: (event, data) => {
      for (const listener of listenersOf(event)) listener(data)
    },
    on: (event, listener) => {
      listenersOf(event).add(listener)
    },
    removeListener: (event, listener) => {
      listenersOf(event).delete(listener)
    },
    subscribe: () => undefined,
    updateSubscriberOptions: () => undefined,
    initializeUserSubscribers: () => undefined,
  }
}
