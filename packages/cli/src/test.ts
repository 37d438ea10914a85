export * from '@scaffold-evm/testing'
