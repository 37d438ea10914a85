import { EVM, type EVMOpts, type EVMResult, type EVMRunCallOpts, NobleBN254 } from '@ethereumjs/evm'
import { consoleAddress } from '../console/console-address.js'

/** Called with the input of every call to the console address. */
export type ConsoleSink = (input: Uint8Array) => void

/** ethereumjs' EVM, which besides tells what contracts print. */
export class ChainEvm extends EVM {
  /** Where calls to the console address go; undefined drops them. */
  consoleSink: ConsoleSink | undefined

  constructor(options: EVMOpts) {
    super({ ...options, bn254: new NobleBN254() })
  }

  override runCall(options: EVMRunCallOpts): Promise<EVMResult> {
    const { consoleSink } = this
    if (consoleSink !== undefined) {
      const to = options.message?.to ?? options.to
      if (to !== undefined && isConsole(to.bytes)) {
        consoleSink(options.message?.data ?? options.data ?? new Uint8Array(0))
      }
    }
    return super.runCall(options)
  }
}

function isConsole(address: Uint8Array): boolean {
  // Nearly every address differs in the last byte.
  if (address[19] !== consoleAddress[19]) return false
  return address.every((byte, index) => byte === consoleAddress[index])
}
