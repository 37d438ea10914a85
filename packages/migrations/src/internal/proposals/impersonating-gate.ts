import { quantityToHex } from '@scaffold-evm/common'
import type { Connection } from '@scaffold-evm/project'
import { ChainReader } from '../steps/chain-reader.js'
import { isForeignStep } from './foreign.js'
import type { StepGate } from './step-gate.js'

/** Enough for any transaction, and nothing to somebody who has more. */
const etherWei = 10n ** 18n

/** On a chain in the process, everybody can send: a Safe, too, which pays for nothing on its own chain. */
export function createImpersonatingGate(
  connection: Connection,
  warn?: (text: string) => void,
): StepGate {
  const reader = new ChainReader(connection.provider)
  const known = new Set<string>()
  return {
    takesForeign: true,
    resumesProposed: false,
    async admit(request) {
      const { from, content, place } = request
      if (known.has(from) || !(await isForeignStep(connection, request))) return
      known.add(from)
      warn?.(
        `${place.file}: ${place.step} is for ${from} to sign, which is none of our accounts: migrate with --propose <file>`,
      )
      await reader.ask('hardhat_impersonateAccount', from)
      const balance = await reader.balanceWei(from)
      if (balance >= content.valueWei + etherWei) return
      await reader.ask('hardhat_setBalance', from, quantityToHex(balance + etherWei))
    },
  }
}
