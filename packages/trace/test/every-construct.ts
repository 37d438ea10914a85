import assert from 'node:assert/strict'
import type { Artifact } from '@scaffold-evm/compiler'
import type { Devchain } from '@scaffold-evm/devchain'
import { Interface } from 'ethers'

/** Does with the contracts of `every-construct.sol` what its comments count. */
export async function exerciseEveryConstruct(
  chain: Devchain,
  artifacts: readonly Artifact[],
): Promise<void> {
  const artifactOf = (name: string): Artifact =>
    artifacts.find(({ contractName }) => contractName === name) ?? assert.fail(name)
  const interfaceOf = (name: string): Interface =>
    new Interface(JSON.stringify(artifactOf(name).abi))
  const send = async (transaction: object): Promise<string> => {
    const [from] = chain.accounts
    const request = { from: from?.address, gas: '0x800000', ...transaction }
    const hash = await chain.request({ method: 'eth_sendTransaction', params: [request] })
    const receipt = await chain.request({ method: 'eth_getTransactionReceipt', params: [hash] })
    assert.equal(Reflect.get(Object(receipt), 'status'), '0x1')
    return String(Reflect.get(Object(receipt), 'contractAddress'))
  }
  const deploy = (name: string, args: readonly unknown[], library = ''): Promise<string> => {
    const code = artifactOf(name).bytecode.replace(/__\$.{34}\$__/g, library.slice(2))
    return send({ data: code + interfaceOf(name).encodeDeploy(args).slice(2) })
  }

  const to = await deploy('Child', [3], await deploy('Inner', []))
  const child = interfaceOf('Child')
  /** A call that fails is one that should. */
  const call = async (name: string, ...args: readonly unknown[]): Promise<void> => {
    await send({ to, data: child.encodeFunctionData(name, args) }).catch(() => undefined)
  }
  const each = async (name: string, calls: readonly (readonly unknown[])[]): Promise<void> => {
    for (const args of calls) await call(name, ...args)
  }
  await send({ to, value: '0x5' })
  await send({ to, value: '0x6' })
  await send({ to, data: '0xdeadbeef' })
  await send({ to, data: '0xdeadbeef01' })
  await each('speak', [[]])
  await each('told', [[]])
  await each('chain', [[0], [1], [3], [4]])
  await each('ladder', [[0], [1], [2], [3]])
  await each('logic', [
    [false, false, true],
    [true, true, false],
    [true, false, true],
  ])
  await each('conditions', [
    [0, false],
    [1, true],
    [9, true],
    [2, true],
  ])
  await each('throws', [[1], [2], [4]])
  await each('loops', [[9]])
  await each('arithmetic', [[0], [5]])
  await each('early', [[0], [3]])
  await each('guarded', [[1], [4], [5]])
  await each('skipped', [[true], [false]])
  await each('library_', [[0], [3]])
  await each('empty', [[]])
  await each('getter', [[]])
  const thrower = await deploy('Thrower', [])
  await each(
    'caught',
    [0, 1, 2, 3, 4].map((how) => [thrower, how]),
  )
  await each('onlyCaught', [[thrower]])
  await each('made', [[false], [true]])
  await each('yul', [[0], [1], [1]])
  const looped = await deploy('Looped', [3])
  await send({ to: looped })
  await send({ to: looped, data: '0x01' })
}
