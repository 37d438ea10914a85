import { AbiCoder, id } from 'ethers'

/** A log of a transaction, as the node answered it. */
interface Log {
  readonly topics: readonly string[]
  readonly data: string
}

/** Tells from the logs of a test whether an assertion of the Assert libraries failed. */
export class TestOutcome {
  readonly #topic = id('TestEvent(bool,string)')

  /** Throws the first failed assertion. A function that sent no transaction has no logs and cannot fail so. */
  check(result: unknown): void {
    const failed = logsOf(result).find(
      ({ topics }) => topics[0] === this.#topic && topics.length === 2 && isZero(topics[1] ?? ''),
    )
    if (failed !== undefined) throw new Error(messageOf(failed))
  }
}

function isZero(topic: string): boolean {
  return /^0x0*$/.test(topic)
}

function messageOf({ data }: Log): string {
  try {
    return String(AbiCoder.defaultAbiCoder().decode(['string'], data)[0])
  } catch {
    const bytes = AbiCoder.defaultAbiCoder().decode(['bytes'], data)[0]
    return Buffer.from(String(bytes).slice(2), 'hex').toString()
  }
}

function logsOf(result: unknown): readonly Log[] {
  const { receipt } = Object(result) as { receipt?: { rawLogs?: unknown } }
  return Array.isArray(receipt?.rawLogs) ? receipt.rawLogs : []
}
