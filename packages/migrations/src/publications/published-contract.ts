import type { AbiEntry, SolcInput } from '@scaffold-evm/compiler'

/** A service that has sources of contracts. */
export interface SourceService {
  /** For messages. */
  readonly name: string
  /** Which interface it speaks; `etherscan` is also that of Blockscout and most other explorers. */
  readonly type: 'sourcify' | 'etherscan'
  readonly url: string
  /** Never shown. */
  readonly apiKey?: string | undefined
}

/** A contract on a chain with the sources that somebody published. */
export interface PublishedContract {
  readonly address: string
  /** Who has them. */
  readonly service: string
  readonly name: string
  readonly abi: readonly AbiEntry[]
  /** The long version of solc that they are for, as `0.8.37+commit.…`. */
  readonly solc: string
  /** Without libraries and outputs. */
  readonly input: SolcInput
}
