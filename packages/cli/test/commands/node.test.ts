import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import { boxProject } from '../support/projects.js'
import { type CliResult, runScaffold } from '../support/run-scaffold.js'
import { useTempFolder } from '../support/temp-folder.js'

interface Ready {
  readonly url: string
  readonly wsUrl: string
  readonly port: number
  readonly pid: number
  readonly chainId: number
  readonly networkId: string
  readonly hardfork: string
  readonly mnemonic: string | null
  readonly fork: object | null
  readonly accounts: readonly { readonly address: string; readonly privateKey: string }[]
}

async function ask(url: string, method: string, ...params: unknown[]): Promise<unknown> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url, { method: 'POST', body, headers })
  const answer: { result?: unknown } = JSON.parse(await response.text())
  return answer.result
}

describe('scaffold node', () => {
  const folder = useTempFolder()

  /** Runs a node until `action` is done, then ends it like Ctrl-C. */
  async function withNode(
    args: readonly string[],
    action: (ready: Ready) => Promise<void>,
  ): Promise<CliResult> {
    let acted: Promise<void> | undefined
    const result = await runScaffold(['node', '--port', '0', '--json', ...args], {
      cwd: folder.path,
      onStdout(text, kill) {
        if (!text.endsWith('\n')) return
        acted ??= action(JSON.parse(text)).finally(() => kill('SIGINT'))
      },
    })
    await acted
    return result
  }

  it('serves a chain without a project, and ends on Ctrl-C', async () => {
    const { exitCode, stderr } = await withNode([], async ({ url, accounts, chainId }) => {
      expect(await ask(url, 'eth_chainId')).to.equal('0x7a69')
      expect(chainId).to.equal(31337)
      expect(accounts).to.have.lengthOf(10)
      expect(accounts[0]?.privateKey).to.equal(
        '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80',
      )
      const balance = await ask(url, 'eth_getBalance', accounts[0]?.address, 'latest')
      expect(BigInt(String(balance))).to.equal(10_000n * 10n ** 18n)
    })
    expect(stderr).to.equal('')
    expect(exitCode).to.equal(130)
  })

  it('follows its options', async () => {
    const args = [
      '--chain-id',
      '7',
      '--accounts',
      '2',
      '--balance',
      '3',
      '--no-mining',
      '--gas-limit',
      '12345678',
    ]
    await withNode(args, async ({ url, accounts }) => {
      expect(await ask(url, 'eth_chainId')).to.equal('0x7')
      expect(accounts).to.have.lengthOf(2)
      const [sender] = accounts
      const balance = await ask(url, 'eth_getBalance', sender?.address, 'latest')
      expect(BigInt(String(balance))).to.equal(3n * 10n ** 18n)
      await ask(url, 'eth_sendTransaction', { from: sender?.address, to: sender?.address })
      expect(await ask(url, 'eth_blockNumber')).to.equal('0x0')
      await ask(url, 'evm_mine')
      expect(await ask(url, 'eth_blockNumber')).to.equal('0x1')
      const block = await ask(url, 'eth_getBlockByNumber', 'latest', false)
      expect(block).to.include({ gasLimit: '0xbc614e' })
    })
  })

  it('tells all of itself in the ready line', async () => {
    const files = ['--config-out', 'out.json', '--account-keys', 'keys.json']
    await withNode(['-d', '-i', '5777', '-k', 'london', ...files], async (ready) => {
      expect(ready).to.deep.include({ networkId: '5777', hardfork: 'london', fork: null })
      expect(ready.mnemonic).to.match(/^myth like bonus/)
      expect(ready.accounts[0]?.address).to.equal('0x90f8bf6a479f320ead074411a4b0e7944ea8c9c1')
      expect(ready.pid).to.be.greaterThan(1)
      const written = JSON.parse(await readFile(`${folder.path}/out.json`, 'utf8'))
      expect(written.private_keys).to.deep.equal(ready.accounts.map((one) => one.privateKey))
      expect(written.wallet.mnemonic).to.equal(ready.mnemonic)
      const keys = JSON.parse(await readFile(`${folder.path}/keys.json`, 'utf8'))
      const [first] = ready.accounts
      expect(keys.private_keys[first?.address ?? '']).to.equal(first?.privateKey)
    })
  })

  it('tells the mnemonic that it made up', async () => {
    await withNode(['--mnemonic-random', '15', '-a', '1'], async ({ mnemonic, accounts }) => {
      expect(mnemonic?.split(' ')).to.have.lengthOf(15)
      const { HDNodeWallet } = await import('ethers')
      const wallet = HDNodeWallet.fromPhrase(mnemonic ?? '')
      expect(wallet.address.toLowerCase()).to.equal(accounts[0]?.address)
    })
  })

  it('sends for accounts that are unlocked, and counts time as told', async () => {
    const sender = `0x${'ab'.repeat(20)}`
    const args = ['-u', sender, '--timestamp-increment', '7', '--timestamp', '4000000000']
    await withNode([...args, '-g', '5000000000'], async ({ url }) => {
      expect(await ask(url, 'eth_gasPrice')).to.equal('0x12a05f200')
      await ask(url, 'anvil_setBalance', sender, '0xde0b6b3a7640000')
      const hash = await ask(url, 'eth_sendTransaction', { from: sender, to: sender })
      const sent = await ask(url, 'eth_getTransactionByHash', hash)
      expect(sent).to.include({ from: sender, type: '0x2', maxFeePerGas: '0x12a05f200' })
      const block = await ask(url, 'eth_getBlockByNumber', 'latest', false)
      expect(block).to.include({ timestamp: `0x${(4_000_000_007).toString(16)}` })
    })
  })

  it('refuses at its start to write a folder at its end', async () => {
    const args = ['node', '--port', '0', '--dump-state', '.']
    const { exitCode, stderr } = await runScaffold(args, { cwd: folder.path })
    expect(stderr).to.contain('error[USAGE]: --dump-state')
    expect(exitCode).to.equal(2)
  })

  it('keeps its chain in a file, and in a dump that another node begins with', async () => {
    const receiver = `0x${'cd'.repeat(20)}`
    for (const balance of ['0x5', '0xa']) {
      await withNode(['--state', 'dev.state', '--dump-state', 'dump.json'], async (ready) => {
        const [sender] = ready.accounts
        const transfer = { from: sender?.address, to: receiver, value: '0x5' }
        await ask(ready.url, 'eth_sendTransaction', transfer)
        expect(await ask(ready.url, 'eth_getBalance', receiver)).to.equal(balance)
      })
    }
    await withNode(['--load-state', 'dump.json'], async ({ url }) => {
      expect(await ask(url, 'eth_blockNumber')).to.equal('0x2')
      expect(await ask(url, 'eth_getBalance', receiver, '0x1')).to.equal('0x5')
    })
    const missing = await runScaffold(['node', '--load-state', 'nothing.json'], {
      cwd: folder.path,
    })
    expect(missing.stderr).to.match(/FILE_UNREADABLE|nothing\.json/)
    expect(missing.exitCode).to.equal(1)
  })

  it('writes its chain and runs it again', async () => {
    let head: object | undefined
    const out = ['--export', 'out/chain.rlp.gz', '--export-genesis', 'out/genesis.json']
    const first = await withNode(['-k', 'cancun', ...out], async ({ url, accounts }) => {
      const [sender] = accounts
      await ask(url, 'eth_sendTransaction', { from: sender?.address, to: sender?.address })
      await ask(url, 'evm_mine')
      head = Object(await ask(url, 'eth_getBlockByNumber', 'latest', false))
    })
    expect(first.stderr).to.equal('')
    const again = ['--init', 'out/genesis.json', '--import', 'out/chain.rlp.gz']
    await withNode(again, async ({ url, hardfork }) => {
      expect(hardfork).to.equal('cancun')
      const again = await ask(url, 'eth_getBlockByNumber', 'latest', false)
      expect(head).to.deep.include(again)
    })
  })

  it('says why it cannot write its chain', async () => {
    const { exitCode, stderr } = await withNode(
      ['--export', 'no.rlp'],
      async ({ url, accounts }) => {
        await ask(url, 'anvil_setBalance', accounts[0]?.address, '0x1')
      },
    )
    expect(stderr).to.match(/CHAIN_NOT_EXPORTABLE/)
    expect(exitCode).to.be.greaterThan(0)
  })

  it('says which file it cannot read', async () => {
    for (const flag of ['--init', '--import']) {
      const args = ['node', '--port', '0', flag, 'nowhere']
      const { exitCode, stderr } = await runScaffold(args, { cwd: folder.path })
      expect(stderr).to.match(/FILE_UNREADABLE/)
      expect(exitCode).to.equal(1)
    }
  })

  it('is like Ganache when asked to, in a project too, with accounts that are locked', async () => {
    await folder.write({ ...boxProject, 'scaffold.config.js': 'export default {}' })
    const args = ['--ganache', '--secure']
    await withNode(args, async ({ url, chainId, mnemonic, accounts }) => {
      expect(chainId).to.equal(1337)
      expect(mnemonic).to.match(/^myth like/)
      expect(await ask(url, 'web3_clientVersion')).to.match(/EthereumJS TestRPC/)
      const [first] = accounts
      const transaction = { from: first?.address, to: first?.address }
      expect(await ask(url, 'eth_sendTransaction', transaction)).to.equal(undefined)
      await ask(url, 'personal_unlockAccount', first?.address, '', 0)
      expect(await ask(url, 'eth_sendTransaction', transaction)).to.match(/^0x/)
      // A mined failure is no error: the hash comes back.
      const failing = { from: first?.address, data: '0xfe', gas: '0x20000' }
      expect(await ask(url, 'eth_sendTransaction', failing)).to.match(/^0x/)
    })
  })

  it('follows the in-process network of a project', async () => {
    await folder.write({
      ...boxProject,
      'scaffold.config.js': `export default { networks: { 'in-process': { chainId: 99 } } }`,
    })
    await withNode(['--accounts', '3'], async ({ url, accounts }) => {
      expect(await ask(url, 'eth_chainId')).to.equal('0x63')
      expect(accounts).to.have.lengthOf(3)
    })
  })

  it('says in errors what contracts of the project did, to clients that ask', async () => {
    await folder.write({ ...boxProject, 'migrations/01_box.js': 'export default () => {}\n' })
    await runScaffold(['compile'], { cwd: folder.path })
    await withNode([], async ({ url, accounts }) => {
      const { Contract, FetchRequest, JsonRpcProvider, JsonRpcSigner, ContractFactory } =
        await import('@scaffold-evm/project/ethers')
      const path = `${folder.path}/artifacts/contracts/Box.sol/Box.json`
      const { abi, bytecode } = JSON.parse(await readFile(path, 'utf8'))
      const request = new FetchRequest(url)
      request.setHeader('scaffold-explain', 'true')
      const provider = new JsonRpcProvider(request, 31_337n, { staticNetwork: true })
      const signer = new JsonRpcSigner(provider, accounts[0]?.address ?? '')
      const deployed = await new ContractFactory(abi, bytecode, signer).deploy(7n)
      const box = new Contract(await deployed.getAddress(), abi, provider)
      const failure = async (call: Promise<unknown>): Promise<object> =>
        call.then(
          () => expect.fail('it should revert'),
          (error: unknown) => Object(error),
        )
      // The client reads what it always reads.
      const decoded = await failure(box.getFunction('set').staticCall(3n))
      expect(Reflect.get(decoded, 'revert')?.name).to.equal('TooSmall')
      const call = await box.getFunction('set').populateTransaction(3n)
      const plain = await failure(provider.call(call))
      const { solidity } = Reflect.get(plain, 'info').error.data
      expect(solidity.message).to.contain('TooSmall(value: 3)')
      expect(solidity.stack).to.deep.equal(['at Box.set (contracts/Box.sol:10:34)'])
      provider.destroy()
    })
  })

  it('mines by the clock', async () => {
    await withNode(['--block-time', '1'], async ({ url }) => {
      const isMined = async (): Promise<boolean> => (await ask(url, 'eth_blockNumber')) !== '0x0'
      for (let waitedMs = 0; !(await isMined()) && waitedMs < 10_000; waitedMs += 100) {
        await sleep(100)
      }
      expect(await isMined()).to.equal(true)
    })
  })

  it('forks another node', async () => {
    await withNode([], async (remote) => {
      const [sender] = remote.accounts
      const receiver = '0x00000000000000000000000000000000000000aa'
      await ask(remote.url, 'eth_sendTransaction', {
        from: sender?.address,
        to: receiver,
        value: '0x5',
      })
      await withNode(['--fork-url', remote.url], async ({ url }) => {
        expect(await ask(url, 'eth_getBalance', receiver, 'latest')).to.equal('0x5')
      })
    })
  })

  it('shows accounts and warns of known keys', async () => {
    const { stdout } = await runScaffold(['node', '--port', '0', '--accounts', '1'], {
      cwd: folder.path,
      onStdout: (text, kill) => {
        if (text.includes('Serving')) kill('SIGTERM')
      },
    })
    expect(stdout).to.contain('WARNING: these accounts and their private keys are publicly known')
    expect(stdout).to.contain(
      'Account #0: 0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266 (10000.0 ETH)',
    )
    expect(stdout).to.match(/Serving JSON-RPC on http:\/\/127\.0\.0\.1:\d+ and ws:/)
  })

  it('logs requests when asked to, failures with their reason', async () => {
    let asked: Promise<unknown> | undefined
    const { stdout } = await runScaffold(['node', '--port', '0', '--verbose', '--accounts', '1'], {
      cwd: folder.path,
      onStdout: (text, kill) => {
        const [, url] = /Serving JSON-RPC on (\S+)/.exec(text) ?? []
        if (url === undefined) return
        asked ??= ask(url, 'eth_chainId')
          .then(() => ask(url, 'eth_nonsense'))
          .finally(() => kill('SIGINT'))
      },
    })
    await asked
    expect(stdout).to.match(/\neth_chainId {2}[\d.]+ ms\n/)
    expect(stdout).to.match(/\neth_nonsense {2}[\d.]+ ms {2}-32601 /)
  })

  it('has nothing but the ready line on stdout with --json', async () => {
    const { stdout, stderr } = await withNode(['--verbose'], async ({ url }) => {
      await ask(url, 'eth_chainId')
    })
    expect(stdout.trimEnd().split('\n')).to.have.lengthOf(1)
    expect(stderr).to.match(/^eth_chainId {2}[\d.]+ ms\n/)
  })

  it('says that a port is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    try {
      const { exitCode, stderr } = await runScaffold(['node', '--port', String(port)], {
        cwd: folder.path,
      })
      expect(stderr).to.match(/^error\[PORT_IN_USE\]/)
      expect(stderr).to.contain(String(port))
      expect(exitCode).to.equal(1)
    } finally {
      server.close()
    }
  })
})
