/** A compiler loaded in this thread. */
export interface Solc {
  /** e.g. `0.8.37`. */
  readonly version: string
  /** e.g. `0.8.37+commit.f401782d`. */
  readonly longVersion: string
  /**
   * Runs the compiler on a standard-JSON input and gives its standard-JSON output. Synchronous.
   *
   * Cost: the first call after loading is slower by a few hundred milliseconds.
   * Limits: imports that are not among the input's sources are reported as not found.
   *
   * @throws `SOLC_CRASHED` when the compiler itself breaks down. The next call starts a fresh one.
   */
  compile(inputJson: string): string
  /**
   * Keeps V8's code of what ran since the last time for the next process, where that pays. To be called
   * when nobody waits: it takes up to 0.2 s.
   */
  keepCode(): void
}

/** Where a release comes from. */
export type SolcSource = 'bundled' | 'project' | 'folder' | 'cache' | 'path'

/** A compiler on disk, known without being run. */
export interface SolcRelease {
  readonly version: string
  readonly longVersion: string
  /** The soljson.js to load. */
  readonly path: string
  readonly source: SolcSource
}
