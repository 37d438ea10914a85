// For programs that require('ganache') or require('ganache-cli'): name this package so in package.json,
// "ganache": "npm:@scaffold-evm/ganache-bin".
const { createGanacheProvider, createGanacheServer } = require('@scaffold-evm/truffle/ganache')

exports.provider = createGanacheProvider
exports.server = createGanacheServer
// As bundlers and import have it.
Object.defineProperty(exports, '__esModule', { value: true })
exports.default = { provider: createGanacheProvider, server: createGanacheServer }
