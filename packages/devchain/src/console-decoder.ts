import { bytesToHex } from '@scaffold-evm/common'
import { consoleAddress } from './internal/chain/console/console-address.js'
import { ConsoleDecoder } from './internal/chain/console/console-decoder.js'
import { loadCrypto } from './internal/crypto.js'

/** A call, as far as it matters whether it prints. */
export interface ConsoleCall {
  readonly to: Uint8Array
  readonly input: Uint8Array
}

/** What reads calls of `console.log`: gives the line that one prints, and undefined for all other calls. */
export async function loadConsoleDecoder(): Promise<(call: ConsoleCall) => string | undefined> {
  const decoder = new ConsoleDecoder(await loadCrypto())
  const address = bytesToHex(consoleAddress)
  return ({ to, input }) => (bytesToHex(to) === address ? decoder.decode(input) : undefined)
}
