// Holds the explanations of failures against the stack-trace cases that Hardhat's engine is tested with.
//   node scripts/stack-traces.mjs <folder of cases> [--soljson FILE] [--only PART] [--optimized] [--verbose]
// The cases are in NomicFoundation/edr: hardhat-tests/test/internal/hardhat-network/stack-traces/test-files/0_8, 0_7, … Build first.
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { createDevchain, failureRecorder } from '@scaffold-evm/devchain'
import { Build, explainExecution } from '@scaffold-evm/trace'
import { Interface } from 'ethers'
import { root } from './workspace.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    soljson: { type: 'string' },
    only: { type: 'string', default: '' },
    optimized: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
})
const [folder] = positionals
if (folder === undefined) throw new Error('Name the folder of the cases')

const require = createRequire(join(root, 'packages/compiler/package.json'))
const solc =
  values.soljson === undefined
    ? require('solc')
    : require('solc/wrapper')(require(resolve(values.soljson)))
const version = solc.version().replace(/\+.*$/, '')

const debugSettings = { optimizer: { enabled: false } }
const optimizedSettings = { optimizer: { enabled: true, runs: 200 } }

function compile(sources, settings) {
  const contents = Object.entries(sources).map(([name, content]) => [name, { content }])
  const input = {
    language: 'Solidity',
    sources: Object.fromEntries(contents),
    settings: { ...settings, outputSelection: { '*': { '*': ['abi', 'evm'], '': ['ast'] } } },
  }
  const output = JSON.parse(solc.compile(JSON.stringify(input)))
  const errors = (output.errors ?? []).filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw new Error(errors[0].formattedMessage)
  return { id: 'all', solcVersion: version, input, output }
}

/** The contracts of one run of solc; those that a case wants to be unknown are left out. */
function toBuild(info) {
  const artifacts = Object.entries(info.output.contracts ?? {}).flatMap(([sourceName, contracts]) =>
    Object.entries(contracts)
      .filter(([contractName]) => !contractName.startsWith('Ignored'))
      .map(([contractName, { abi, evm }]) => ({
        sourceName,
        contractName,
        abi,
        bytecode: `0x${evm.bytecode.object}`,
        deployedBytecode: `0x${evm.deployedBytecode.object}`,
        linkReferences: evm.bytecode.linkReferences ?? {},
        deployedLinkReferences: evm.deployedBytecode.linkReferences ?? {},
        immutableReferences: evm.deployedBytecode.immutableReferences ?? {},
        buildInfoId: 'all',
      })),
  )
  return new Build({ artifacts, readBuildInfo: async () => info })
}

function sourcesIn(directory, transactions) {
  const names = readdirSync(directory).filter((name) => name.endsWith('.sol'))
  const sources = names.map((name) => [name, readFileSync(join(directory, name), 'utf8')])
  const imports = transactions.find((transaction) => transaction.imports)?.imports ?? []
  for (const path of imports) {
    const name = path.replace(/^\/(\.\.\/)*/, '')
    sources.push([name, readFileSync(join(folder, '../../../../../..', name), 'utf8')])
  }
  return Object.fromEntries(sources)
}

class Case {
  constructor(directory, definition) {
    const sources = sourcesIn(directory, definition.transactions)
    const debug = compile(sources, debugSettings)
    this.deployed = values.optimized ? compile(sources, optimizedSettings) : debug
    this.context = {
      deployed: toBuild(this.deployed),
      debug: toBuild(debug),
      describe: (data) => data,
    }
    this.definition = definition
    this.contracts = new Map()
  }

  async run() {
    this.chain = await createDevchain({ logger: () => undefined, hardfork: 'cancun' })
    try {
      for (const [index, transaction] of this.definition.transactions.entries()) {
        await this.#transaction(index, transaction)
      }
    } finally {
      await this.chain.close()
    }
  }

  async #transaction(index, transaction) {
    const request = this.#request(index, transaction)
    const expected = transaction.stackTrace
    try {
      const hash = await this.chain.request({ method: 'eth_sendTransaction', params: [request] })
      if (expected !== undefined) throw new Mismatch(index, 'it did not fail', expected)
      const receipt = await this.chain.request({
        method: 'eth_getTransactionReceipt',
        params: [hash],
      })
      this.contracts.set(index, { ...transaction, address: receipt.contractAddress })
    } catch (error) {
      const record = failureRecorder(error)
      if (record === undefined) throw error
      const explanation = await explainExecution(record, this.context)
      if (expected === undefined) throw new Mismatch(index, 'it failed', explanation)
      compare(index, explanation, expected)
    }
  }

  #request(index, transaction) {
    const { value = 0, gas, params = [] } = transaction
    const [from] = this.chain.accounts
    const shared = {
      from: from.address,
      value: `0x${BigInt(value).toString(16)}`,
      gas: `0x${(gas ?? 4_000_000).toString(16)}`,
    }
    if ('file' in transaction) {
      const { abi, evm } = this.deployed.output.contracts[transaction.file][transaction.contract]
      const { deploy } = new Interface(JSON.stringify(abi))
      const given = params.length === deploy.inputs.length
      const args = given ? new Interface([deploy]).encodeDeploy(params) : '0x'
      return { ...shared, data: `0x${this.#link(evm.bytecode, transaction)}${args.slice(2)}` }
    }
    const contract = this.contracts.get(transaction.to)
    if (contract === undefined) throw new Error(`transaction ${index} calls no contract`)
    const { abi } = this.deployed.output.contracts[contract.file][contract.contract]
    const encoded = () =>
      new Interface(JSON.stringify(abi)).encodeFunctionData(transaction.function, params)
    const data = transaction.data ?? (transaction.function === undefined ? '0x' : encoded())
    return { ...shared, to: contract.address, data }
  }

  #link({ object, linkReferences }, { libraries = {} }) {
    let code = object
    for (const [file, names] of Object.entries(linkReferences)) {
      for (const [name, places] of Object.entries(names)) {
        const address = this.contracts.get(libraries[file][name]).address.slice(2)
        for (const { start, length } of places) {
          code = code.slice(0, start * 2) + address + code.slice((start + length) * 2)
        }
      }
    }
    return code
  }
}

class Mismatch extends Error {
  constructor(index, what, details) {
    super(`transaction ${index}: ${what}\n${JSON.stringify(details, null, 1)}`)
  }
}

/** What the engine's types of errors are among our causes. */
const causes = {
  REVERT_ERROR: ['revert', 'revert-without-reason'],
  PANIC_ERROR: ['revert'],
  CUSTOM_ERROR: ['revert'],
  FUNCTION_NOT_PAYABLE_ERROR: ['function-not-payable', 'constructor-not-payable'],
  INVALID_PARAMS_ERROR: ['wrong-call-data', 'wrong-constructor-arguments'],
  FALLBACK_NOT_PAYABLE_ERROR: ['function-not-payable'],
  FALLBACK_NOT_PAYABLE_AND_NO_RECEIVE_ERROR: ['function-not-payable', 'no-receive'],
  UNRECOGNIZED_FUNCTION_WITHOUT_FALLBACK_ERROR: ['unknown-function'],
  MISSING_FALLBACK_OR_RECEIVE_ERROR: ['no-receive', 'unknown-function'],
  RETURNDATA_SIZE_ERROR: ['short-return-data'],
  NONCONTRACT_ACCOUNT_CALLED_ERROR: ['call-to-non-contract'],
  CALL_FAILED_ERROR: ['not-enough-balance', 'revert-without-reason', 'call-failed'],
  DIRECT_LIBRARY_CALL_ERROR: ['direct-library-call'],
  CONTRACT_TOO_LARGE_ERROR: ['contract-too-large', 'out-of-gas'],
  CONTRACT_CALL_RUN_OUT_OF_GAS_ERROR: ['out-of-gas'],
  OTHER_EXECUTION_ERROR: ['out-of-gas', 'invalid-opcode', 'halt', 'revert-without-reason'],
}

/**
 * Frames outermost first, as the cases have them. They name the contract that ran, and we the one that declares the function,
 * so contracts are not compared.
 */
function compare(index, explanation, expected) {
  const frames = explanation.frames
    .toReversed()
    .map(({ functionName = '', place }) =>
      place === undefined ? 'unknown' : `${functionName} ${place.sourceName}:${place.line}`,
    )
  const wanted = expected.map(({ type, sourceReference: place }) =>
    place === undefined || type.startsWith('UNRECOGNIZED_C')
      ? 'unknown'
      : `${nameOf(place.function)} ${place.file}:${place.line}`,
  )
  const { type } = expected.at(-1)
  // Of foreign code nobody knows why it failed.
  const isCause = type.startsWith('UNRECOGNIZED_C') || causes[type]?.includes(explanation.cause)
  const isSame =
    frames.length === wanted.length && frames.every((frame, at) => frame === wanted[at])
  if (isCause && isSame) return
  throw new Mismatch(index, `got ${explanation.cause} for ${type}`, { frames, wanted })
}

function nameOf(name = '') {
  return name === '<unrecognized-selector>' ? '' : name.replace(/^<(\w+)>$/, '$1')
}

function* casesIn(directory) {
  const entries = readdirSync(directory, { withFileTypes: true })
  if (entries.some(({ name }) => name === 'test.json')) yield directory
  for (const entry of entries) {
    if (entry.isDirectory()) yield* casesIn(join(directory, entry.name))
  }
}

let passed = 0
const failures = []
for (const directory of casesIn(folder)) {
  const name = relative(folder, directory)
  if (!name.includes(values.only)) continue
  const definition = JSON.parse(readFileSync(join(directory, 'test.json'), 'utf8'))
  if (definition.skip === true) continue
  try {
    await new Case(directory, definition).run()
    passed += 1
  } catch (error) {
    failures.push(name)
    console.log(`✗ ${name}${values.verbose ? `\n${error.message}` : ''}`)
  }
}
console.log(`${passed} as expected, ${failures.length} not`)
