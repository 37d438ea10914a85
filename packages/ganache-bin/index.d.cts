export {
  createGanacheProvider as provider,
  createGanacheServer as server,
  type GanacheOptions,
  type GanacheProvider,
  type GanacheServer,
} from '@scaffold-evm/truffle/ganache'
