import type { Artifacts, TruffleSession } from '../../truffle-session.js'

/** `artifacts` of tests, and how they learn that the contracts were deployed again. */
export interface TestArtifacts {
  readonly artifacts: Artifacts
  /** What is asked for `deployed()` from now on is where it is now. */
  reload(): void
}

/**
 * In tests each `require` gives an abstraction of its own, so that what one file links or sets is not there in the
 * next.
 */
export function createTestArtifacts(session: TruffleSession): TestArtifacts {
  let deployment = 0
  const fresh = (name: string) => session.createArtifacts().require(name)
  return {
    artifacts: {
      require(name) {
        const abstraction = fresh(name)
        let known = deployment
        return Object.assign(abstraction, {
          reloadJson() {
            if (known === deployment) return
            known = deployment
            Object.assign(abstraction, { _json: fresh(name)._json })
          },
        })
      },
    },
    reload() {
      deployment += 1
    },
  }
}
