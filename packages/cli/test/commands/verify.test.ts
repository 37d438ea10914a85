import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createDevchain, type Devchain, type DevchainServer } from '@scaffold-evm/devchain'
import { expect } from 'chai'
import { boxProject } from '../support/projects.js'
import { type CliResult, runScaffold } from '../support/run-scaffold.js'
import { useCompiledFolder } from '../support/temp-folder.js'

const apiKey = 'KEY-THAT-NOBODY-MAY-SEE'

describe('scaffold verify, status and deployments', function () {
  this.timeout(60_000)
  const folder = useCompiledFolder(boxProject)
  let chain: Devchain
  let node: DevchainServer
  let service: Server
  /** What the service answers to everything that is sent to it. */
  let verdict: string

  beforeEach(async () => {
    chain = await createDevchain({ chainId: 4242n })
    node = await chain.listen({ port: 0 })
    service = createServer((request, response) => {
      const isQuestion = request.url?.includes('getsourcecode') === true
      const result = isQuestion ? [{ SourceCode: '' }] : verdict
      response.end(JSON.stringify({ status: isQuestion ? '1' : '0', message: 'NOTOK', result }))
    })
    await new Promise<void>((done) => service.listen(0, '127.0.0.1', done))
    const { port } = service.address() as AddressInfo
    await folder.write({
      'scaffold.config.js': `import { secret } from 'scaffold-evm'
export default { solidity: '0.8.37', networks: { net: { url: '${node.url}' }, watched: { url: '${node.url}', accounts: [secret('NOBODY_HAS_IT')] } },
  verify: { sourcify: false, explorer: { url: 'http://127.0.0.1:${port}/api', apiKey: secret('KEY') } } }
`,
    })
    expect((await scaffold('migrate', '--network', 'net')).exitCode).to.equal(0)
  })

  afterEach(async () => {
    service.close()
    await node.close()
    await chain.close()
  })

  const scaffold = (...args: string[]): Promise<CliResult> =>
    runScaffold(args, { cwd: folder.path, env: { KEY: apiKey } })

  it('exits with what came of it, and shows no key', async () => {
    verdict = `Fail - Unable to verify, ${apiKey}`
    const failed = await scaffold('verify', '--network', 'net')
    expect(failed.exitCode).to.equal(1)
    expect(failed.stdout).to.contain('failed: VERIFIER_REFUSED')
    expect(failed.stderr).to.match(/^error\[VERIFIER_REFUSED\].*\nFail - Unable to verify, \*\*\*/)
    expect(failed.stdout + failed.stderr).not.to.contain(apiKey)
    expect((await scaffold('status', '--json')).stdout).to.contain('"verified": {}')

    verdict = 'Contract source code already verified'
    const passed = await scaffold('verify', 'Box', '--network', 'net', '--json')
    expect(passed.exitCode).to.equal(0)
    const [result] = JSON.parse(passed.stdout).results
    expect(result).to.include({ name: 'Box', verifier: 'explorer', status: 'already-verified' })
    const [{ contracts }] = JSON.parse((await scaffold('status', '--json')).stdout)
    expect(contracts[0]).to.deep.include({
      code: 'same',
      chain: 'there',
      verified: { explorer: 'exact' },
    })
  })

  it('writes what it would send', async () => {
    const { stdout } = await scaffold('verify', '--network', 'net', '--dry-run', '--out', 'inputs')
    expect(stdout).to.match(/^Box: solc 0\.8\.37\+commit\.\w+, 1 source: inputs.Box\.json\n$/)
    const input = JSON.parse(await readFile(join(folder.path, 'inputs/Box.json'), 'utf8'))
    expect(Object.keys(input.sources)).to.deep.equal(['contracts/Box.sol'])
  })

  it('asks for no key of the network', async () => {
    const { stdout } = await scaffold('verify', '--network', 'watched', '--json')
    expect(JSON.parse(stdout).error.code).to.equal('VERIFY_NOTHING')
  })

  it('lists and exports', async () => {
    expect((await scaffold('deployments')).stdout).to.match(/\nnet +Box +0x/)
    const { stdout } = await scaffold('deployments', 'export', '--network', 'net')
    expect(JSON.parse(stdout).net.contracts.Box.address).to.match(/^0x/)
    await scaffold('deployments', 'export', '--out', 'web/all.ts')
    expect(await readFile(join(folder.path, 'web/all.ts'), 'utf8')).to.contain(
      'export const boxAbi',
    )
  })
})

describe('scaffold verify and deployments, misused', () => {
  const folder = useCompiledFolder(boxProject)
  const scaffold = (...args: string[]): Promise<CliResult> =>
    runScaffold(args, { cwd: folder.path })

  for (const args of [
    ['verify', '--contract', 'Box'],
    ['verify', 'Box', '--constructor-args', '0x12'],
    ['deployments', 'remove'],
    ['deployments', 'export', '--format', 'xml'],
    ['deployments', 'export', '--format', 'hardhat-deploy'],
  ]) {
    it(`does not understand ${args.join(' ')}`, async () => {
      const { exitCode, stderr } = await scaffold(...args)
      expect(exitCode, stderr).to.equal(2)
    })
  }
})
