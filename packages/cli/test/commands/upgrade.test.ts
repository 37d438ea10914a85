import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { type CliResult, runScaffold } from '../support/run-scaffold.js'
import { useSharedTempFolder } from '../support/temp-folder.js'

const contracts = `pragma solidity ^0.8.28;
contract Vault { address owner; uint256 total; }
/// @custom:oz-upgrades-from Vault
contract VaultV2 { address owner; uint256 total; uint256 fee; }
contract Moved { uint256 fee; address owner; uint256 total; }
contract Renamed { address boss; uint256 total; }
`

describe('scaffold upgrade', function () {
  this.timeout(60_000)
  const folder = useSharedTempFolder({
    'package.json': '{ "type": "module" }\n',
    'scaffold.config.js': `export default { solidity: '0.8.37' }\n`,
    'contracts/Vault.sol': contracts,
  })
  // The second run of a command does not compile again.
  const upgrade = (...args: readonly string[]): Promise<CliResult> =>
    runScaffold(['upgrade', ...args], { cwd: folder.path })

  it('lets a version follow that keeps all in place', async () => {
    const { stdout, exitCode } = await upgrade('check', 'Vault', 'VaultV2')
    expect(stdout).to.contain('contracts/Vault.sol:VaultV2, after contracts/Vault.sol:Vault')
    expect(stdout).to.contain('Safe: 1 note')
    expect(exitCode).to.equal(0)
  })

  it('refuses one that moves a value, and shows both places side by side within 80 columns', async () => {
    const { stdout, exitCode } = await upgrade('check', 'Vault', 'Moved')
    expect(stdout).to.match(/^ {2}slot 0, bytes 0 to 19 +slot 1, bytes 0 to 19$/m)
    expect(stdout).to.match(/^ {2}address owner +address owner$/m)
    expect(stdout).to.match(/^ {2}contracts\/Vault\.sol:2 +contracts\/Vault\.sol:5$/m)
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).to.be.at.most(80)
    expect(exitCode).to.equal(1)
  })

  it('finds the version before in a comment', async () => {
    const { stdout } = await upgrade('check', 'VaultV2')
    expect(stdout).to.contain(', after contracts/Vault.sol:Vault')
  })

  it('compares with a layout that was kept, and allows by code', async () => {
    const { stdout: layout } = await upgrade('layout', 'Vault')
    await folder.write({ 'vault.json': layout })
    const { stdout, exitCode } = await upgrade('check', 'vault.json', 'Renamed', '--json')
    const { isSafe, replaces, findings } = JSON.parse(stdout)
    expect({ isSafe, replaces, code: findings[0].code, exitCode }).to.deep.equal({
      isSafe: false,
      replaces: 'contracts/Vault.sol:Vault',
      code: 'storage-renamed',
      exitCode: 1,
    })
    const allowed = await upgrade('check', 'vault.json', 'Renamed', '--allow', 'storage-renamed')
    expect(allowed.exitCode).to.equal(0)
    expect(await readFile(join(folder.path, 'vault.json'), 'utf8')).to.equal(layout)
  })

  for (const [what, args, code] of [
    ['an action that there is not', ['chek', 'Vault'], 'USAGE'],
    ['a file that is not there', ['check', 'nope.json', 'Vault'], 'USAGE'],
    ['a contract that is not there', ['check', 'Vault', 'Nope'], 'ARTIFACT_NOT_FOUND'],
    ['a code that there is not', ['check', 'Vault', '--allow', 'all'], 'UPGRADE_CODE_UNKNOWN'],
    ['a file that is no layout', ['check', 'package.json', 'Vault'], 'UPGRADE_LAYOUT_INVALID'],
    ['two layouts at once', ['layout', 'Vault', 'VaultV2'], 'USAGE'],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const { stderr, exitCode } = await upgrade(...args)
      expect(stderr).to.contain(`[${code}]`)
      expect(exitCode).not.to.equal(0)
    })
  }
})
