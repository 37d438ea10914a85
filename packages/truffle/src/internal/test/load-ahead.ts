import type { TruffleSession } from '../../truffle-session.js'
import { loadChai } from './load-chai.js'
import { loadMocha } from './load-mocha.js'
import { mentionsWeb3 } from './mentions.js'

/** Loads what files are going to need, while there is nothing else to do. Never rejects: who needs it says what is wrong. */
export async function loadAhead(session: TruffleSession, paths: readonly string[]): Promise<void> {
  const { config } = session
  try {
    await loadMocha(config)
    await loadChai(config)
    if (paths.some(mentionsWeb3)) void session.testWeb3
  } catch {
    // Said above.
  }
}
