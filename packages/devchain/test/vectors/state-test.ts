import type { Hex } from '@scaffold-evm/common'

/** An account of a test's pre-state. */
export interface AccountVector {
  readonly balance: Hex
  readonly code: Hex
  readonly nonce: Hex
  readonly storage: Readonly<Record<Hex, Hex>>
}

export interface EnvironmentVector {
  readonly currentBaseFee?: Hex
  readonly currentCoinbase: Hex
  readonly currentDifficulty: Hex
  readonly currentExcessBlobGas?: Hex
  readonly currentGasLimit: Hex
  readonly currentNumber: Hex
  readonly currentRandom?: Hex
  readonly currentTimestamp: Hex
}

/** Lists have the alternatives that the indexes of a {@link PostVector} choose from. */
export interface TransactionVector {
  readonly data: readonly Hex[]
  readonly gasLimit: readonly Hex[]
  readonly value: readonly Hex[]
  readonly gasPrice?: Hex
  readonly nonce: Hex
  readonly secretKey: Hex
  readonly to: Hex | ''
}

export interface PostVector {
  /** The state root. */
  readonly hash: Hex
  /** The keccak hash of the RLP of the logs. */
  readonly logs: Hex
  readonly indexes: { readonly data: number; readonly gas: number; readonly value: number }
  /** The signed transaction, in tests younger than Istanbul. */
  readonly txbytes?: Hex
  /** Why the transaction has to be refused. */
  readonly expectException?: string
}

/** A test of ethereum/tests' GeneralStateTests. */
export interface StateTest {
  readonly env: EnvironmentVector
  readonly pre: Readonly<Record<Hex, AccountVector>>
  readonly transaction: TransactionVector
  readonly post: Readonly<Record<string, readonly PostVector[]>>
}

/** One transaction under one fork. */
export interface StateTestCase {
  /** Archive, file, test, fork and index, as in the table of skipped tests. */
  readonly id: string
  readonly fork: string
  readonly test: StateTest
  readonly post: PostVector
}

/** The tests of a file by name. */
export function parseStateTests(text: string): Readonly<Record<string, StateTest>> {
  return JSON.parse(text)
}

/** All cases of a file, in order. */
export function* casesOf(path: string, text: string): Generator<StateTestCase> {
  const file = path.replace(/^.*?GeneralStateTests\//, '').replace(/\.json$/, '')
  for (const [name, test] of Object.entries(parseStateTests(text))) {
    const title = name.replace(/^.*::/, '')
    for (const [fork, posts] of Object.entries(test.post)) {
      for (const [index, post] of posts.entries()) {
        yield { id: `${file} ${title} ${fork} ${index}`, fork, test, post }
      }
    }
  }
}
