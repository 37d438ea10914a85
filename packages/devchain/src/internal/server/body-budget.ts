/** Bodies of all connections that are being read and answered, in bytes. */
const defaultBudgetBytes = 256 * 1024 * 1024

/** Memory that requests may take together: many connections with a large body each are refused. */
export class BodyBudget {
  #freeBytes: number

  constructor(bytes: number = defaultBudgetBytes) {
    this.#freeBytes = bytes
  }

  /** Whether there was room for it. */
  take(bytes: number): boolean {
    if (bytes > this.#freeBytes) return false
    this.#freeBytes -= bytes
    return true
  }

  give(bytes: number): void {
    this.#freeBytes += bytes
  }
}
