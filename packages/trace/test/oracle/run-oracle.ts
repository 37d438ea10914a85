import { createDevchain, loadKeccak256 } from '@scaffold-evm/devchain'
import { Interface } from 'ethers'
import type { CompiledText, TextCompiler } from '../compile-text.js'
import { checkRecording } from './check-program.js'
import type { Language } from './language.js'
import { type Program, sharedSource, writeProgram } from './program.js'

/** Programs of one version that were compiled. */
export interface OracleBatch {
  readonly compiler: TextCompiler
  readonly language: Language
  /** The numbers that each program is written by. */
  readonly seeds: readonly (readonly number[])[]
}

/** What came of a batch. */
export interface OracleResult {
  /** How many values were compared. */
  readonly compared: number
  /** Programs that need more of the stack than there is. */
  readonly tooDeep: number
}

/** Compiles programs, runs them, and compares each value that they log with the one that is read. */
export async function runOracle(batch: OracleBatch): Promise<OracleResult> {
  const { language, seeds } = batch
  const programs = new Map(
    seeds.map((numbers, index) => [`P${index}`, writeProgram(`P${index}`, language, numbers)]),
  )
  let tooDeep = 0
  for (;;) {
    const source = [sharedSource(language), ...[...programs.values()].map(({ source }) => source)]
    try {
      const compiled = await batch.compiler.compile({ 'a.sol': source.join('\n') })
      return { compared: await runPrograms(programs, compiled), tooDeep }
    } catch (error) {
      const name =
        error instanceof Error && /stack too deep/i.test(error.message)
          ? culprit(error.message, source.join('\n'))
          : undefined
      if (name === undefined || !programs.delete(name)) throw error
      tooDeep += 1
    }
  }
}

/** The contract that solc complains about. */
function culprit(message: string, source: string): string | undefined {
  const line = Number(/a\.sol:(\d+):/.exec(message)?.[1])
  const before = source.split('\n').slice(0, line)
  return before
    .map((text) => /^contract (P\d+)/.exec(text)?.[1])
    .findLast((name) => name !== undefined)
}

async function runPrograms(
  programs: ReadonlyMap<string, Program>,
  { build, artifacts }: CompiledText,
): Promise<number> {
  const chain = await createDevchain({
    logger: () => undefined,
    allowUnlimitedContractSize: true,
    blockGasLimit: 1_000_000_000n,
    hardfork: 'cancun',
  })
  const keccak256 = await loadKeccak256()
  const from = chain.accounts[0]?.address
  let compared = 0
  for (const [name, { expectations }] of programs) {
    const artifact = artifacts.find(({ contractName }) => contractName === name)
    if (artifact === undefined) throw new Error(`No ${name}`)
    // ethers does not know functions as values.
    const known = artifact.abi.filter(({ type, name }) => type === 'constructor' || name === 'run')
    const abi = new Interface(JSON.stringify(known))
    const check = async (transaction: object): Promise<string> => {
      const hash = await chain.request({
        method: 'eth_sendTransaction',
        params: [{ from, gas: '0x1dcd6500', ...transaction }],
      })
      if (typeof hash !== 'string' || !hash.startsWith('0x')) throw new Error(String(hash))
      const recording = await chain.recordTransaction(`0x${hash.slice(2)}`)
      compared += await checkRecording(recording, { build, keccak256, expectations })
      const receipt = await chain.request({ method: 'eth_getTransactionReceipt', params: [hash] })
      return String(Reflect.get(Object(receipt), 'contractAddress'))
    }
    const to = await check({
      data: `${artifact.bytecode}${abi.encodeDeploy([7, 'some words']).slice(2)}`,
    })
    await check({ to, data: abi.encodeFunctionData('run', [3]) })
    await check({ to, data: '0x12345678aabb' })
    await check({ to, data: '0x' })
  }
  await chain.close()
  return compared
}
