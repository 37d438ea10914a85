// The projects that scripts/test-projects.mjs runs: published packages that carry their whole suite.

const highBalances = Array.from(
  { length: 10 },
  (_, index) =>
    `--account=0x2bdd21761a483f71054e14f5b827213567971c676928d9a1808cbfa4b750120${index},1000000000000000000000000`,
)

const ganache7 = { tool: 'ganache@7.9.2', port: 8545, flags: [] }
const ganache6 = { tool: 'ganache-cli@6.12.2', port: 8545, flags: [] }

/** npm packages that old dependencies name by their git address, which needs git and GitHub. */
export const overrides = {
  websocket: '1.0.35',
  'ethereumjs-abi': '0.6.8',
  'scrypt-shim': 'npm:@web3-js/scrypt-shim@0.1.0',
  'web3@<0.99.0': { 'bignumber.js': '2.0.7' },
  // Published with a list of dependencies that npm refuses to read.
  '@ensdomains/dnsregistrar@0.0.5': '0.4.0',
}

const web3Of2018 = {
  web3: '0.20.7',
  lodash: '4.17.21',
  pify: '3.0.0',
  'js-sha3': '0.8.0',
  'ethereumjs-util': '5.2.0',
}

const openZeppelinConfig = `module.exports = {
  networks: { development: { host: 'localhost', port: 8545, network_id: '*' } },
  solc: { optimizer: { enabled: false } },
};
`

/**
 * @typedef {object} Project
 * @property {string} name what it is called on the command line
 * @property {string} [package] name and version on npm; without it `folder` has the project
 * @property {string} [folder] a folder of this repository
 * @property {{ url: string, tag: string, under?: string }} [repository] where it is when npm does not have it
 * @property {boolean} [quick] part of `--quick`
 * @property {boolean} [more] only run by its name or with `--all`
 * @property {number} [passes] how many of its tests must pass
 * @property {readonly string[]} solc the compilers it asks for
 * @property {Readonly<Record<string, string>>} [dependencies] what it needs besides its own dependencies
 * @property {readonly string[]} [without] own dependencies that only lint or publish
 * @property {Readonly<Record<string, string>>} [missing] files that its authors did not publish
 * @property {boolean} [whole] false: only files whose contracts were published are run
 * @property {readonly string[]} [args] what its `test` script gives to `truffle test`
 * @property {{ truffle: string, chain?: { tool: string, port: number, flags: readonly string[] } }} peer
 */

/** @type {readonly Project[]} */
export const projects = [
  {
    name: 'metacoin',
    folder: 'packages/truffle/boxes/metacoin',
    quick: true,
    passes: 5,
    solc: ['0.8.21'],
    peer: { truffle: 'truffle@5.11.5' },
  },
  {
    name: 'mock-contract',
    package: '@gnosis.pm/mock-contract@3.0.8',
    quick: true,
    passes: 10,
    solc: ['0.5.16'],
    peer: { truffle: 'truffle@5.11.5' },
  },
  {
    name: 'clone-factory',
    package: '@optionality.io/clone-factory@0.2.1',
    quick: true,
    passes: 8,
    solc: ['0.4.24'],
    dependencies: {
      'ethereumjs-wallet': '0.6.5',
      'ethjs-query': '0.3.8',
      expect: '22.4.3',
      'bignumber.js': '5.0.0',
      'truffle-wallet-provider': '0.0.5',
    },
    // Its package.json asks for Truffle 4, whose own chain does not start on this Node.js.
    peer: { truffle: 'truffle@5.11.5', args: ['--compilers.solc.version=0.4.24'] },
  },
  {
    name: 'util-contracts',
    package: '@gnosis.pm/util-contracts@2.0.7',
    passes: 9,
    solc: ['0.5.2'],
    dependencies: { dotenv: '8.6.0', 'truffle-assertions': '0.9.2', '@truffle/contract': '4.6.31' },
    peer: { truffle: 'truffle@5.11.5', chain: ganache7 },
  },
  {
    name: 'resolver',
    package: '@ensdomains/resolver@0.3.1',
    // The other file has an it.only of a test that fails.
    args: ['test/TestPublicResolver.js', 'test/mocks/dummy.sol'],
    passes: 70,
    solc: ['0.7.4'],
    dependencies: {
      '@ensdomains/buffer': '0.0.10',
      '@ensdomains/dnssec-oracle': '0.2.0',
      '@ensdomains/ens': '0.5.0',
      '@ensdomains/test-utils': '1.3.0',
      '@truffle/hdwallet-provider': '1.7.0',
      dotenv: '8.6.0',
      'eth-ens-namehash': '2.0.8',
      'eth-gas-reporter': '0.1.12',
      'openzeppelin-solidity': '3.3.0',
      'web3-utils': '1.10.4',
    },
    peer: { truffle: 'truffle@5.11.5' },
  },
  {
    name: 'conditional-tokens',
    package: '@gnosis.pm/conditional-tokens-contracts@1.0.3',
    passes: 39,
    solc: ['0.5.10'],
    dependencies: {
      '@gnosis.pm/safe-contracts': '1.1.1',
      chai: '4.2.0',
      'chai-as-promised': '7.1.1',
      'eth-gas-reporter': '0.2.27',
      'eth-sig-util': '2.5.4',
      lodash: '4.17.21',
      'openzeppelin-test-helpers': '0.5.1',
      web3: '1.10.4',
    },
    peer: { truffle: 'truffle@5.11.5' },
  },
  {
    name: 'openzeppelin-1.12',
    package: 'openzeppelin-solidity@1.12.0',
    solc: ['0.4.24'],
    whole: false,
    dependencies: {
      chai: '4.2.0',
      'chai-bignumber': '2.0.2',
      dotenv: '4.0.0',
      'ethjs-abi': '0.2.1',
      'web3-utils': '1.10.4',
      ...web3Of2018,
    },
    missing: { 'truffle.js': openZeppelinConfig, 'migrations/.gitkeep': '' },
    peer: {
      truffle: 'truffle@4.1.14',
      chain: { ...ganache6, flags: ['--gasLimit', '0xfffffffffff', ...highBalances] },
    },
  },
  {
    name: 'openzeppelin-2.0',
    package: 'openzeppelin-solidity@2.0.0',
    solc: ['0.4.24'],
    whole: false,
    dependencies: {
      chai: '4.2.0',
      'chai-bignumber': '2.0.2',
      dotenv: '4.0.0',
      'ethjs-abi': '0.2.1',
      'web3-utils': '1.10.4',
      ...web3Of2018,
    },
    missing: { 'truffle.js': openZeppelinConfig, 'migrations/.gitkeep': '' },
    peer: {
      truffle: 'truffle@4.1.14',
      chain: { ...ganache6, flags: ['--gasLimit', '0xfffffffffff', ...highBalances] },
    },
  },
  {
    name: 'aragon-os',
    package: '@aragon/os@4.4.0',
    solc: ['0.4.24'],
    whole: false,
    without: ['truffle-flattener'],
    dependencies: {
      'eth-ens-namehash': '2.0.8',
      'ethereumjs-abi': '0.6.8',
      'web3-eth-abi': '1.2.5',
      'web3-utils': '1.2.5',
      ...web3Of2018,
    },
    missing: { 'migrations/.gitkeep': '' },
    args: ['--network', 'rpc'],
    peer: {
      truffle: 'truffle@4.1.14',
      chain: { ...ganache6, flags: ['-i', '15', '--gasLimit', '50000000'] },
    },
  },
  {
    name: 'market-makers',
    package: '@gnosis.pm/conditional-tokens-market-makers@1.8.1',
    more: true,
    solc: ['0.5.10'],
    without: ['truffle-flattener'],
    dependencies: {
      '@gnosis.pm/util-contracts': '3.0.0-alpha.3',
      chai: '4.2.0',
      'decimal.js': '10.2.0',
      'eth-gas-reporter': '0.2.27',
      lodash: '4.17.21',
      'mocha-steps': '1.3.0',
      'openzeppelin-test-helpers': '0.4.3',
    },
    peer: { truffle: 'truffle@5.11.5' },
  },
  {
    name: 'data-structures',
    package: '@gnosis.pm/solidity-data-structures@1.3.5',
    more: true,
    passes: 22,
    solc: ['0.5.6'],
    dependencies: {
      dotenv: '8.6.0',
      minimist: '1.2.8',
      web3: '1.10.4',
      'truffle-assertions': '0.9.2',
      'eth-gas-reporter': '0.2.27',
    },
    // Truffle looks for a range of compilers in the network only.
    peer: { truffle: 'truffle@5.11.5', chain: ganache7, args: ['--compilers.solc.version=0.5.6'] },
  },
  {
    name: 'ethregistrar',
    package: '@ensdomains/ethregistrar@2.0.5',
    more: true,
    solc: ['0.5.16'],
    without: ['solium', 'truffle', 'truffle-flattener'],
    peer: { truffle: 'truffle@5.11.5' },
  },
  {
    name: 'dnsregistrar',
    package: '@ensdomains/dnsregistrar@0.4.0',
    more: true,
    solc: ['0.7.4'],
    without: ['web3'],
    dependencies: { dotenv: '8.6.0', '@truffle/hdwallet-provider': '1.7.0', sinon: '6.3.5' },
    peer: { truffle: 'truffle@5.11.5' },
  },
  {
    name: 'dnssec-oracle',
    package: '@ensdomains/dnssec-oracle@0.2.0',
    more: true,
    solc: ['0.7.4'],
    dependencies: {
      '@ensdomains/buffer': '0.0.8',
      '@ensdomains/solsha1': '0.0.2',
      dnsprovejs: '0.0.9',
      'elliptic-solidity': '1.0.0',
      'eth-gas-reporter': '0.1.12',
      rfc4648: '1.1.0',
    },
    peer: { truffle: 'truffle@5.11.5' },
  },
  {
    name: 'arc',
    package: '@daostack/arc@0.0.1-rc.57',
    more: true,
    solc: ['0.5.17'],
    without: ['truffle-flattener'],
    dependencies: {
      'babel-polyfill': '6.26.0',
      'babel-preset-es2015': '6.24.1',
      'babel-plugin-syntax-async-functions': '6.13.0',
      'babel-plugin-transform-regenerator': '6.26.0',
      'babel-register': '6.26.0',
      'bignumber.js': '5.0.0',
      'default-options': '1.0.0',
      'ethereumjs-abi': '0.6.8',
      promisify: '0.0.3',
      uint32: '0.2.1',
    },
    peer: { truffle: 'truffle@5.11.5', chain: { ...ganache7, flags: ['-l', '8000000'] } },
  },
  {
    name: 'bytes-utils',
    package: 'solidity-bytes-utils@0.0.8',
    more: true,
    solc: ['0.5.16'],
    peer: { truffle: 'truffle@5.11.5', chain: ganache7 },
  },
  {
    name: 'minime',
    package: '@aragon/minime@1.0.0',
    more: true,
    solc: ['0.4.24'],
    dependencies: { '@aragon/test-helpers': '2.1.0', ...web3Of2018 },
    args: ['--network', 'rpc'],
    peer: {
      truffle: 'truffle@4.1.14',
      chain: { ...ganache6, flags: ['-i', '15', '--gasLimit', '50000000'] },
    },
  },
  {
    name: 'giveth-common',
    package: 'giveth-common-contracts@0.6.0',
    more: true,
    solc: ['0.4.24'],
    without: ['babel-eslint', 'codecov', 'solidity-coverage', 'solium', 'truffle'],
    dependencies: { async: '2.6.0', 'bignumber.js': '6.0.0', web3: '1.10.4' },
    peer: {
      truffle: 'truffle@4.1.14',
      chain: ganache6,
      args: [
        '--networks.development.host=localhost',
        '--networks.development.port=8545',
        '--networks.development.network_id=*',
      ],
    },
  },
  {
    name: 'metacoin-box',
    repository: { url: 'https://github.com/truffle-box/metacoin-box', tag: '17ae6fc' },
    more: true,
    passes: 5,
    solc: ['0.8.13'],
    peer: { truffle: 'truffle@5.11.5' },
  },
  {
    name: 'pet-shop',
    repository: { url: 'https://github.com/trufflesuite/pet-shop-tutorial', tag: '60ce58f' },
    more: true,
    passes: 3,
    solc: ['0.5.16'],
    peer: { truffle: 'truffle@5.11.5', chain: { ...ganache7, port: 7545 } },
  },
  {
    name: 'pancake-farm',
    repository: { url: 'https://github.com/pancakeswap/pancake-farm', tag: 'a61313b' },
    more: true,
    passes: 24,
    solc: ['0.6.12'],
    without: ['truffle', 'truffle-flattener'],
    dependencies: {
      '@openzeppelin/test-helpers': '0.5.6',
      '@pancakeswap/pancake-swap-lib': '0.0.1',
      chai: '4.2.0',
      ethers: '5.0.14',
      web3: '1.3.0',
    },
    peer: { truffle: 'truffle@5.11.5' },
  },
  {
    name: 'tokens',
    repository: { url: 'https://github.com/ConsenSys/Tokens', tag: 'bbfa5b3' },
    more: true,
    passes: 15,
    solc: ['0.4.24'],
    without: ['truffle'],
    // Truffle has no compiler for it without the network.
    peer: { truffle: 'truffle@5.11.5', args: ['--compilers.solc.version=0.4.24'] },
  },
  {
    name: 'openzeppelin-1.12-repository',
    repository: { url: 'https://github.com/OpenZeppelin/openzeppelin-contracts', tag: 'v1.12.0' },
    more: true,
    solc: ['0.4.24'],
    dependencies: {
      'babel-polyfill': '6.26.0',
      chai: '4.2.0',
      'chai-bignumber': '2.0.2',
      dotenv: '4.0.0',
      'ethjs-abi': '0.2.1',
      'truffle-hdwallet-provider': '0.0.5',
      'web3-utils': '1.10.4',
      ...web3Of2018,
    },
    peer: {
      truffle: 'truffle@4.1.14',
      chain: { ...ganache6, flags: ['--gasLimit', '0xfffffffffff', ...highBalances] },
    },
  },
  {
    name: 'openzeppelin-2.0-repository',
    repository: { url: 'https://github.com/OpenZeppelin/openzeppelin-contracts', tag: 'v2.0.0' },
    more: true,
    solc: ['0.4.24'],
    dependencies: {
      chai: '4.2.0',
      'chai-bignumber': '2.0.2',
      dotenv: '4.0.0',
      'ethjs-abi': '0.2.1',
      'truffle-hdwallet-provider': '0.0.5',
      'web3-utils': '1.10.4',
      ...web3Of2018,
    },
    peer: {
      truffle: 'truffle@4.1.14',
      chain: { ...ganache6, flags: ['--gasLimit', '0xfffffffffff', ...highBalances] },
    },
  },
  {
    name: 'openzeppelin-2.3-repository',
    repository: { url: 'https://github.com/OpenZeppelin/openzeppelin-contracts', tag: 'v2.3.0' },
    more: true,
    solc: ['0.5.7'],
    dependencies: {
      chai: '4.2.0',
      'ethereumjs-util': '6.2.1',
      'openzeppelin-test-helpers': '0.3.2',
    },
    peer: {
      truffle: 'truffle@5.11.5',
      chain: { ...ganache6, flags: ['--gasLimit', '0xfffffffffff', ...highBalances] },
    },
  },
]
