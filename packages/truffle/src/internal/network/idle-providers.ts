import type { TruffleConfig } from '../../truffle-config.js'

/**
 * Providers that a config makes at once, of networks that may never be used, poll their node from then on. Without a
 * connection they emit errors, which nobody hears, and what they asked of it at once is rejected: Node.js would end the
 * process for that.
 */
export function hearIdleProviders({ networks }: Pick<TruffleConfig, 'networks'>): void {
  for (const network of Object.values(networks)) {
    const { provider } = Object(network)
    if (typeof provider !== 'object' || provider === null) continue
    // What @truffle/hdwallet-provider 1.7 begins with.
    const { initialized } = Object(provider)
    if (typeof initialized?.catch === 'function') initialized.catch(() => {})
    for (const emitter of [provider, Object(provider).engine]) {
      // What the chosen network's provider has to say, its requests say, too.
      if (typeof emitter?.on === 'function') emitter.on('error', () => {})
    }
  }
}
