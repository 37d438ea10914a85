import type { Artifact } from '@scaffold-evm/compiler'

/** The compiled contracts of a project, read from its artifacts folder. */
export interface ArtifactStore {
  /** Absolute: the folder that it reads. */
  readonly directory: string
  /** Fully qualified names of all contracts, sorted. */
  names(): Promise<readonly string[]>
  /**
   * A contract by name or fully qualified name.
   *
   * @throws `ARTIFACT_NOT_FOUND`, `ARTIFACT_AMBIGUOUS`.
   */
  get(name: string): Promise<Artifact>
  /** Whether there is exactly one contract of that name. */
  has(name: string): Promise<boolean>
  /** Forgets what was read, after the folder was changed by something else than `project.compile()`. */
  refresh(): void
}
