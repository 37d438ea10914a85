import type { World } from '../world.js'

/** What reads and changes the world of a chain, which is another one after a reset. */
export interface WorldAccess {
  readonly world: () => World
  /** Changes something that the block to come depends on, when what was asked before is done. */
  readonly change: <T>(action: (world: World) => T | Promise<T>) => Promise<T>
}
