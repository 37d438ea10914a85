// Runs the transactions of one case and explains those that fail.
import { createDevchain, failureRecorder } from '@scaffold-evm/devchain'
import { describeRevert } from '@scaffold-evm/project'
import { explainExecution } from '@scaffold-evm/trace'
import { Interface } from 'ethers'
import { toBuild } from './builds.mjs'
import { differenceOf, logDifference } from './compare.mjs'
import { encodeCall, encodeConstructor } from './encode.mjs'

/** What differs from the case; undefined when nothing does. */
export async function runCase(definition, builds) {
  const run = new CaseRun(builds)
  try {
    for (const [index, transaction] of definition.transactions.entries()) {
      const difference = await run.transaction(index, transaction)
      if (difference !== undefined) return `transaction ${index}: ${difference}`
    }
    return undefined
  } finally {
    await run.close()
  }
}

class CaseRun {
  #deployed
  #context
  #chain
  #lines = []
  #contracts = new Map()

  constructor({ deployed, debug }) {
    this.#deployed = deployed
    const abis = Object.values(deployed.output.contracts).flatMap((file) => Object.values(file))
    const errors = abis.map(({ abi }) => new Interface(abi.filter(({ type }) => type === 'error')))
    this.#context = {
      deployed: toBuild(deployed),
      debug: toBuild(debug),
      describe: (data) => describeRevert(data, [...errors, new Interface([])]),
    }
    // As the engine's own tests have it.
    this.#chain = createDevchain({
      hardfork: 'cancun',
      blockGasLimit: 10_000_000n,
      logger: (line) => this.#lines.push(line),
    })
  }

  async close() {
    await (await this.#chain).close()
  }

  async transaction(index, transaction) {
    this.#lines = []
    const difference = await this.#send(index, transaction)
    return difference ?? logDifference(this.#lines, transaction.consoleLogs)
  }

  async #send(index, transaction) {
    const chain = await this.#chain
    const expected = transaction.stackTrace
    const request = this.#request(transaction, chain.accounts[0].address)
    try {
      const hash = await chain.request({ method: 'eth_sendTransaction', params: [request] })
      if (expected !== undefined) return 'it did not fail'
      const receipt = await chain.request({ method: 'eth_getTransactionReceipt', params: [hash] })
      this.#contracts.set(index, { ...transaction, address: receipt.contractAddress })
      return undefined
    } catch (error) {
      const record = failureRecorder(error)
      if (record === undefined) throw error
      const explanation = await explainExecution(record, this.#context)
      if (expected === undefined) return `it failed: ${explanation.message}`
      return differenceOf(explanation, expected)
    }
  }

  #request(transaction, from) {
    const { value = 0, gas, params = [] } = transaction
    const shared = { from, value: quantity(value), gas: quantity(gas ?? 4_000_000) }
    if ('file' in transaction) {
      const { abi, evm } = this.#deployed.output.contracts[transaction.file][transaction.contract]
      const args = encodeConstructor(abi, params)
      return { ...shared, data: `0x${this.#link(evm.bytecode, transaction)}${args.slice(2)}` }
    }
    const { file, contract, address } = this.#contracts.get(transaction.to)
    const { abi } = this.#deployed.output.contracts[file][contract]
    const { function: name, data = name === undefined ? '0x' : encodeCall(abi, name, params) } =
      transaction
    return { ...shared, to: address, data }
  }

  #link({ object, linkReferences }, { libraries = {} }) {
    let code = object
    for (const [file, names] of Object.entries(linkReferences)) {
      for (const [name, places] of Object.entries(names)) {
        const address = this.#contracts.get(libraries[file][name]).address.slice(2)
        for (const { start, length } of places) {
          code = code.slice(0, start * 2) + address + code.slice((start + length) * 2)
        }
      }
    }
    return code
  }
}

function quantity(value) {
  return `0x${BigInt(value).toString(16)}`
}
