// The one place that says which ethers this package runs on.
export {
  AbiCoder,
  decodeBytes32String,
  getAddress,
  getBytes,
  hexlify,
  isAddress,
  isHexString,
  keccak256,
  Typed,
  toUtf8Bytes,
} from '@scaffold-evm/project/ethers'
