import { takeCallPlace } from './call-place.js'
import type { Deployable, DeployedInstance } from './deployable.js'
import { asDeployable } from './deployable.js'
import { type DeploymentContext, deployBatch, deployContract } from './deployment.js'
import { linkLibrary } from './link-library.js'
import { type Step, StepQueue } from './step-queue.js'

/** What a deployer tells a migration of the network. */
export interface DeployerNetwork {
  readonly network: string
  readonly networks: unknown
  readonly networkId: string | number
  readonly provider: unknown
  /** Names for what is deployed; undefined unless `ens.enabled`. */
  readonly ens: unknown
}

/**
 * The `deployer` that a migration gets. What it is asked for before the migration's function returns waits for that,
 * and happens in order; what it is asked for later happens at once.
 */
export class Deployer {
  readonly network: string
  readonly networks: unknown
  readonly network_id: string | number
  readonly provider: unknown
  readonly ens: unknown
  readonly known_contracts: Readonly<Record<string, Deployable>> = {}
  readonly chain: StepQueue
  readonly #context: DeploymentContext

  constructor(network: DeployerNetwork, context: DeploymentContext) {
    this.network = network.network
    this.networks = network.networks
    this.network_id = network.networkId
    this.provider = network.provider
    if (network.ens !== undefined) this.ens = network.ens
    this.chain = new StepQueue()
    this.#context = context
  }

  /**
   * Deploys a contract and remembers its address; `{ overwrite: false }` as the last argument keeps an earlier one.
   * Gives the instance; an array of them for an array.
   */
  deploy(
    contract: unknown,
    ...args: readonly unknown[]
  ): Step<DeployedInstance | readonly DeployedInstance[]> {
    const place = takeCallPlace(this.deploy)
    if (Array.isArray(contract) && this.#context.takesBatches) {
      return this.chain.add(() => deployBatch(contract, place, this.#context))
    }
    return this.chain.add(() => deployContract({ contract, args, place }, this.#context))
  }

  /** Tells contracts the address of a library. */
  link(library: unknown, destinations: unknown): Step<void> {
    const request = { library, destinations, place: takeCallPlace(this.link) }
    return this.chain.add(() => linkLibrary(request, this.#context.listener))
  }

  /** Deploys a contract without remembering where. */
  new(contract: unknown, ...args: readonly unknown[]): Step<DeployedInstance> {
    return this.chain.add(() => {
      const created = asDeployable(contract)
      this.#context.listener.creating(created)
      return created.new(...args)
    })
  }

  /** Adds a step of the migration's own. It gets nothing: a deployer is thenable itself, and awaiting one must end. */
  // biome-ignore lint/suspicious/noThenProperty: part of what migrations use.
  then<T>(run: (nothing?: undefined) => T | PromiseLike<T>): Step<T> {
    return this.chain.add(() => run(undefined))
  }
}
