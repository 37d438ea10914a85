import assert from 'node:assert/strict'
import type { Hex } from '@scaffold-evm/common'
import type { Artifact } from '@scaffold-evm/compiler'
import {
  createDevchain,
  type Devchain,
  loadConsoleDecoder,
  loadKeccak256,
  type RecordExecution,
} from '@scaffold-evm/devchain'
import { AbiCoder, Interface, keccak256, sha256, toUtf8Bytes } from 'ethers'
import {
  AbiIndex,
  Build,
  CallTracer,
  type CallTree,
  formatCallTree,
  type TraceContext,
  type TracedCall,
  traceExecution,
} from '../src/index.js'
import { createTempSource, type TempSource } from './temp-source.js'

describe('CallTracer', function () {
  this.timeout(60_000)
  let source: TempSource
  let chain: Devchain
  let artifacts: readonly Artifact[]
  let tracer: CallTracer
  let context: TraceContext
  const at: Record<string, string> = {}

  before(async () => {
    source = await createTempSource('calls.sol')
    const build = await source.build('default', { optimizer: { enabled: true, runs: 200 } })
    artifacts = build.artifacts
    context = {
      deployed: new Build(build),
      debug: new Build(await source.build('debug')),
      describe: (data) => data,
      keccak256: await loadKeccak256(),
    }
    chain = await createDevchain({ logger: () => undefined, throwOnTransactionFailures: false })
    tracer = new CallTracer({
      deployed: new Build(build),
      abi: new AbiIndex(artifacts, await loadKeccak256()),
      names: new Map(chain.accounts.map(({ address }, index) => [address, `accounts[${index}]`])),
      consoleLine: await loadConsoleDecoder(),
    })
    await treeOf(await deploy('Sorting'))
    await treeOf(await deploy('Oracle'))
    await treeOf(await deploy('Vault', at.Oracle, ''))
    await treeOf(await deploy('Proxy', at.Vault))
    await treeOf(await deploy('Inner', at.Oracle))
    await treeOf(await deploy('Growing'))
    await treeOf(await deploy('Packed'))
  })

  after(async () => {
    await chain.close()
    await source.remove()
  })

  function artifactOf(name: string): Artifact {
    return artifacts.find(({ contractName }) => contractName === name) ?? assert.fail(name)
  }

  async function send(transaction: object): Promise<Hex> {
    const [from] = chain.accounts
    const params = [{ from: from?.address, gas: '0x200000', ...transaction }]
    const hash = await chain.request({ method: 'eth_sendTransaction', params })
    return `0x${String(hash).slice(2)}`
  }

  async function deploy(name: string, ...args: unknown[]): Promise<Hex> {
    const { bytecode, abi } = artifactOf(name)
    const code = bytecode.replace(
      /__.{36}__/g,
      (name === 'Packed' ? at.Growing : at.Sorting)?.slice(2) ?? '',
    )
    const encoded = new Interface(JSON.stringify(abi)).encodeDeploy(args).slice(2)
    const hash = await send({ data: `${code}${encoded}` })
    const receipt = await chain.request({ method: 'eth_getTransactionReceipt', params: [hash] })
    at[name] ??= String(Reflect.get(Object(receipt), 'contractAddress'))
    return hash
  }

  async function treeOf(hash: Hex): Promise<CallTree> {
    return tracer.tree(await chain.recordTransaction(hash))
  }

  /** The tree as text, without gas, which another compiler would change. */
  async function textOf(hash: Hex): Promise<string[]> {
    const lines = formatCallTree(await treeOf(hash))
    return lines.map((line) =>
      line.replace(/ {2}[\d,]+ gas/, '').replace(/\([\d,]+ bytes\)/, '(n bytes)'),
    )
  }

  function call(
    name: string,
    method: string,
    ...args: unknown[]
  ): { to: string | undefined; data: string } {
    return {
      to: at[name],
      data: new Interface(JSON.stringify(artifactOf(name).abi)).encodeFunctionData(method, args),
    }
  }

  interface GethCall {
    readonly type: string
    readonly from: string
    readonly to: string
    readonly input: string
    readonly output?: string
    readonly error?: string
    readonly value?: string
    readonly calls?: readonly GethCall[]
    readonly logs?: readonly { readonly topics: readonly string[]; readonly data: string }[]
  }

  /** Both, as far as they say the same. */
  function ofGeth(call: GethCall): unknown {
    const logs = call.logs ?? []
    return [
      [
        call.type,
        call.from,
        call.to,
        call.input,
        BigInt(call.value ?? '0x0'),
        call.error !== undefined,
      ],
      logs.map(({ topics, data }) => [topics, data]),
      (call.calls ?? []).filter(({ to }) => !to.endsWith('6c6f67')).map(ofGeth),
    ]
  }

  function ofTree(call: TracedCall): unknown {
    const { kind, from, to, input, valueWei, outcome, entries } = call
    const isFailed = outcome.status === 'reverted' || outcome.status === 'halted'
    const callee = kind === 'delegatecall' ? call.codeAddress : to
    return [
      [kind.toUpperCase(), from.toLowerCase(), callee.toLowerCase(), input, valueWei, isFailed],
      entries.flatMap((entry) =>
        entry.entry === 'event' && !isFailed ? [[entry.topics, entry.data]] : [],
      ),
      entries.flatMap((entry) => (entry.entry === 'call' ? [ofTree(entry)] : [])),
    ]
  }

  async function expectLikeGeth(hash: Hex): Promise<void> {
    const params = [hash, { tracer: 'callTracer', tracerConfig: { withLog: true } }]
    // The node answers as geth documents it.
    const geth = (await chain.request({ method: 'debug_traceTransaction', params })) as GethCall
    assert.deepEqual(
      ofTree((await treeOf(hash)).root),
      ofGeth({ ...geth, value: geth.value ?? '0x0' }),
    )
  }

  it('has the calls and events that the call tracer has', async () => {
    const hashes = [
      await send({ ...call('Vault', 'deposit', 'rent'), value: '0x7' }),
      await send(call('Vault', 'caught')),
      await send(call('Vault', 'fails')),
      await send(call('Vault', 'make', 3)),
      await send({ ...call('Vault', 'deposit', 'rent'), to: at.Proxy }),
    ]
    for (const hash of hashes) await expectLikeGeth(hash)
  })

  it('names what creations are of and what they were given', async () => {
    const note = 'a text that is shortened, since nobody wants to read all of it anyway'
    const [head = '', ...rest] = await textOf(await deploy('Vault', at.Oracle, note))
    const shown = 'a text that is shortened, since nobody wants to read all of it a…'
    assert.equal(head, `new Vault(oracle_: Oracle, "${shown}" (69 characters))`)
    assert.match(rest.at(-1) ?? '', /^└─ at 0x[\dA-Fa-f]{40} \(n bytes\)$/)
    assert.equal(rest[0], '├─ store slot 1: 0 → 1')
    const [oracle = ''] = await textOf(await deploy('Oracle'))
    assert.match(oracle, /^new Oracle\(\) {2}→ 0x/)
  })

  it('decodes arguments, events, return values, prints and storage', async () => {
    const lines = await textOf(
      await send({ ...call('Vault', 'deposit', 'rent'), value: '0xde0b6b3a7640000' }),
    )
    const hash = keccak256(toUtf8Bytes('rent'))
    const slot = BigInt(
      keccak256(
        AbiCoder.defaultAbiCoder().encode(['address', 'uint256'], [chain.accounts[0]?.address, 2]),
      ),
    )
    assert.deepEqual(lines, [
      'Vault.deposit{value: 1 ether}(note: "rent")',
      `├─ store slot 0x${slot.toString(16).padStart(64, '0')}: 7 → 1000000000000000007`,
      '├─ store slot 0: 5 → 1000000000000000005',
      `├─ emit Deposited(from: accounts[0], note: ${hash}, amount: 1e18)`,
      '├─ log worth 42',
      '├─ Oracle.price(symbol: "ETH") [static]  → 42',
      '└─ returns (ok: true, worth: 4.2e19)',
    ])
  })

  it('decodes structs and arrays', async () => {
    const item = [chain.accounts[2]?.address, [1n, 2n ** 256n - 1n]]
    const shown = '{from: accounts[2], amounts: [1, type(uint256).max]}'
    assert.deepEqual(await textOf(await send(call('Vault', 'batch', item))), [
      `Vault.batch(item: ${shown})`,
      `└─ emit Batch(deposit: ${shown}, data: 0x00112233)`,
    ])
  })

  it('shows what failed inside, precompiles, and nothing that was undone', async () => {
    assert.deepEqual((await textOf(await send(call('Vault', 'caught')))).slice(-4), [
      '├─ Vault.fails()  ✗ panic 0x12: division or modulo by zero',
      '├─ Oracle.price(symbol: "GOLD") [static]  ✗ reverts with Unknown(symbol: "GOLD", asker: Vault)',
      `├─ sha256(0x616263) [precompile]  → ${sha256('0x616263')}`,
      '└─ returns (reason: "caught")',
    ])
  })

  it('knows functions of libraries that no ABI has', async () => {
    assert.deepEqual(await textOf(await send(call('Vault', 'least'))), [
      'Vault.least()',
      `├─ Sorting.least(1, 1) [delegate]  → 0x${'7'.padStart(64, '0')}`,
      '└─ returns 7',
    ])
  })

  it('goes through fallback functions, and tells accounts from contracts', async () => {
    const proxied = await textOf(await send({ ...call('Vault', 'deposit', ''), to: at.Proxy }))
    assert.deepEqual(
      proxied.filter((line) => line.includes('deposit')),
      ['Proxy.deposit(note: "") [fallback]', '├─ Vault.deposit(note: "") [delegate]'],
    )
    const [, , , other] = chain.accounts
    const to = other?.address
    const one = async (transaction: object): Promise<string> =>
      (await textOf(await send(transaction))).join('\n')
    assert.equal(await one({ to, value: '0x5' }), 'send 5 wei to accounts[3]')
    assert.equal(await one({ to, data: '0x12345678aa' }), 'accounts[3].0x12345678(0xaa) [no code]')
    assert.match(await one({ to: at.Vault, value: '0x5' }), /^Vault.receive\{value: 5 wei\}\(\)/)
    const unknown = await one({ to: at.Oracle, data: '0x12345678aabb' })
    assert.equal(unknown, 'Oracle.0x12345678(0xaabb)  ✗ reverts without a reason')
    assert.match(
      await one({ ...call('Vault', 'caught'), gas: '0x7000' }),
      /^Vault.caught\(\)\n├─ .*\n└─ ran out of gas$/,
    )
  })

  it('names what is stored, through proxies and libraries', async () => {
    const storesOf = async (transaction: object): Promise<string[]> => {
      const recording = await chain.recordTransaction(await send(transaction))
      const lines = formatCallTree(await tracer.tree(recording, { context }))
      return lines
        .filter((line) => line.includes('store '))
        .map((line) => line.replace(/^[│├└─ ]+/, ''))
    }
    assert.deepEqual(await storesOf(call('Packed', 'set', 3, true)), [
      'store small: 0 → 3',
      'store isOn: false → true',
      'store state: Packed.State.Off → Packed.State.On',
      'store nested[accounts[0]][7]: 0 → 3',
      'store owner: address(0) → accounts[0]',
      'store items.length: 0 → 1',
      'store items[0]: 0 → 3',
    ])
    const paid = { ...call('Vault', 'deposit', ''), to: at.Proxy, value: '0x1' }
    const [first = '', ...others] = await storesOf(paid)
    assert.match(first, /^store balances\[accounts\[0\]\]: \d+ → \d+$/)
    assert.match(others.join(), /^store total: \d+ → \d+$/)
  })

  it('shows functions that are called within contracts, of optimized code too', async () => {
    const hash = await send({ ...call('Inner', 'run', 3), value: '0x1' })
    const record: RecordExecution = (options) => chain.recordTransaction(hash, options)
    const trace = await traceExecution(record, context)
    assert.ok(trace.isExact)
    const lines = formatCallTree(await tracer.tree(await record(), { source: trace, context }))
    const plain = lines.map((line) =>
      line.replace(/ {2}[\d,]+ gas/, '').replace(/ \(contracts.*/, ''),
    )
    assert.deepEqual(plain, [
      'Inner.run{value: 1 wei}(n: 3)',
      '├─ Inner._twice(n: 3)',
      '│  ├─ scaled(value: 3)',
      '│  ├─ Inner._store(value: 6)',
      '│  │  ├─ emit Stored(value: 6)',
      '│  │  └─ store stored: 0 → 6',
      '│  └─ Oracle.price(symbol: "ETH") [static]  → 42',
      '└─ returns 6',
    ])
    // What it took is what the code took that ran.
    const [, gas = ''] = / {2}([\d,]+) gas/.exec(lines[0] ?? '') ?? []
    const [outermost] = (await record()).frames
    assert.equal(BigInt(gas.replaceAll(',', '')), outermost?.gasUsed)
  })

  it('writes everything whole where that is wanted, and less where it is not', async () => {
    const tree = await treeOf(await send(call('Vault', 'batch', [at.Oracle, [10n ** 18n]])))
    const [full = ''] = formatCallTree(tree, { isFull: true })
    assert.match(full, /from: Oracle \(0x[\dA-Fa-f]{40}\), amounts: \[1000000000000000000\]/)
    assert.equal(formatCallTree(tree, { entries: new Set() }).length, 1)
    const nested = await treeOf(
      await send({ ...call('Vault', 'batch', [at.Oracle, []]), to: at.Proxy }),
    )
    // What is in calls that are not shown is of the one around them.
    const flat = formatCallTree(nested, { entries: new Set(['event']) })
    assert.match(flat[1] ?? '', /^└─ emit Batch/)
  })
})
