import type { AccountLike, ContractName, ContractOf } from '@scaffold-evm/project'
import type { Addressable, Contract } from 'ethers'
import type { DiamondCutOptions } from './diamond-options.js'
import type { MigrationCallOptions } from './migration.js'
import type {
  DeployBeaconOptions,
  DeployProxyOptions,
  ImportProxyOptions,
  PreparedUpgrade,
  UpgradeBeaconOptions,
  UpgradeProxyOptions,
} from './proxy-options.js'

/** What a migration does with proxies. Everything is checked before the first transaction: storage, code, who may upgrade. */
export interface ProxyMethods {
  /**
   * Deploys a contract and a proxy of OpenZeppelin before it. When that was done before and the contract compiles to
   * other code now, the proxy is upgraded to it.
   *
   * @throws `UPGRADE_UNSAFE`, `PROXY_DRIFT`, `PROXY_FOREIGN`, `PROXY_KIND`.
   */
  deployProxy<N extends ContractName>(name: N, options?: DeployProxyOptions): Promise<ContractOf<N>>
  /**
   * Gives a recorded proxy another implementation.
   *
   * @throws `UPGRADE_UNSAFE`, `PROXY_DRIFT`, `PROXY_FOREIGN`, `PROXY_UNKNOWN`, `DEPLOYMENT_NOT_FOUND`.
   */
  upgrade<N extends ContractName>(
    name: string,
    options?: UpgradeProxyOptions & { readonly to?: N },
  ): Promise<ContractOf<N>>
  /**
   * Checks and deploys an implementation for others to put it behind a recorded proxy, as a timelock or a multisig.
   * The next run that does something with the proxy knows it when they have.
   *
   * @throws `UPGRADE_UNSAFE`, `PROXY_DRIFT`, `PROXY_UNKNOWN`, `DEPLOYMENT_NOT_FOUND`.
   */
  prepareUpgrade(name: string, options?: UpgradeProxyOptions): Promise<PreparedUpgrade>
  /** Deploys a contract and a beacon that tells proxies of it. Gives the address of the beacon. */
  deployBeacon(name: ContractName, options?: DeployBeaconOptions): Promise<string>
  /** Gives all proxies of a recorded beacon another implementation. */
  upgradeBeacon(name: string, options?: UpgradeBeaconOptions): Promise<void>
  /**
   * Records a proxy that was deployed by other means; its implementation and who may upgrade are read from the chain.
   *
   * @throws `PROXY_UNKNOWN` when it is no proxy of EIP-1967.
   */
  importProxy<N extends ContractName>(
    name: string,
    address: string | Addressable,
    options?: ImportProxyOptions & { readonly contract?: N },
  ): Promise<ContractOf<N>>
  /** Hands over who may upgrade: the ProxyAdmin's, the beacon's or the UUPS contract's owner. */
  transferProxyOwnership(
    name: string,
    owner: AccountLike,
    options?: MigrationCallOptions,
  ): Promise<void>
  /**
   * Brings a recorded diamond (EIP-2535) to these facets: what differs from its loupe is added, replaced and removed in one
   * cut. Whenever a facet compiles to other code later, it is replaced. Gives the diamond with the functions of all facets.
   *
   * @throws `DIAMOND_CLASH`, `DIAMOND_UNREADABLE`, `UPGRADE_UNSAFE`, `PROXY_DRIFT`, `PROXY_FOREIGN`, `DEPLOYMENT_NOT_FOUND`.
   */
  diamondCut(name: string, options: DiamondCutOptions): Promise<Contract>
}
