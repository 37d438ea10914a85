import type { TruffleConfig } from '../../truffle-config.js'

/**
 * Providers that a config makes at once, of networks that may never be used, poll their node from then on. Without a
 * connection they emit errors, which nobody hears: Node.js would end the process for that.
 */
export function hearIdleProviders({ networks }: Pick<TruffleConfig, 'networks'>): void {
  for (const network of Object.values(networks)) {
    const { provider } = Object(network)
    if (typeof provider !== 'object' || provider === null) continue
    for (const emitter of [provider, Object(provider).engine]) {
      // What the chosen network's provider has to say, its requests say, too.
      if (typeof emitter?.on === 'function') emitter.on('error', () => {})
    }
  }
}
