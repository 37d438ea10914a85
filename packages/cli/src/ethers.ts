export * from '@scaffold-evm/project/ethers'
