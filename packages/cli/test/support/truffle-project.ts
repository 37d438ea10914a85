import type { Files } from './temp-folder.js'

/** A port where nobody listens: it is reserved. */
export const deadPort = 1

/** A small Truffle project: a contract, a migration, tests and a script. */
export const truffleProject: Files = {
  'truffle-config.js': `module.exports = {
  networks: { development: { host: '127.0.0.1', port: ${deadPort}, network_id: '*' } },
  compilers: { solc: { version: '0.8.37' } },
}
`,
  'contracts/Box.sol': `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.0;
contract Box {
  uint256 public value;
  event Changed(uint256 value);
  constructor(uint256 start) { value = start; }
  function set(uint256 next) external {
    require(next > value, "too small");
    value = next;
    emit Changed(next);
  }
}
`,
  'migrations/1_box.js': `const Box = artifacts.require('Box')
module.exports = async (deployer, network, accounts) => {
  await deployer.deploy(Box, 7)
}
`,
  'test/box.js': `const Box = artifacts.require('Box')
contract('Box', (accounts) => {
  it('was deployed', async () => {
    assert.equal((await (await Box.deployed()).value()).toNumber(), 7)
  })
  it('fails', async () => {
    await (await Box.deployed()).set(1)
  })
})
`,
  'scripts/show.js': `module.exports = async (callback) => {
  console.log('script', config.network, await web3.eth.getBlockNumber(), process.argv.slice(2).join(' '))
  callback()
}
`,
}
