/** A module of its own, so that failures load this of ethers and no more. */
export { Interface } from 'ethers'
