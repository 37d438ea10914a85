import type { Hex } from '@scaffold-evm/common'

/** The deterministic deployment proxy, which is at this address on most networks. */
export const create2Deployer = '0x4e59b44847b379578588920cA78FbF26c0B4956C'

/** The account of the transaction that makes it. Nobody has its key. */
export const deployerSigner = '0x3fAB184622Dc19b6109349B94811493BF2a45362'

/** What that transaction costs: 100,000 gas at 100 gwei, in wei. */
export const deployerCostWei: bigint = 100_000n * 100_000_000_000n

/** Wei per gas that it offers, once and for all. */
export const deployerGasPriceWei = 100_000_000_000n

/** Creation code of the proxy: takes a salt and creation code as its input, gives the address. */
export const deployerCode: Hex =
  '0x604580600e600039806000f350fe7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf3'

const signature = '2'.repeat(64)

/** The transaction, signed for every chain, with a signature that was made up: so its address follows from it. */
export const deployerTransaction: Hex = `0xf8a58085174876e800830186a08080b853${deployerCode.slice(2)}1ba0${signature}a0${signature}`
