import type { Crypto } from '../crypto.js'
import { CodeStore } from './code-store.js'
import { RemoteCache } from './remote-cache.js'
import { RecentSnapshots } from './snapshot.js'
import { TrieHasher } from './trie-hasher.js'
import type { RemoteState } from './types.js'

/** What a state shares with all its forks. */
export interface StateFamily {
  readonly crypto: Crypto
  readonly hasher: TrieHasher
  readonly codes: CodeStore
  /** Where to read what the tries do not have. Undefined when they are the whole state. */
  readonly remote: RemoteCache | undefined
  readonly recent: RecentSnapshots
}

export function createStateFamily(crypto: Crypto, remote: RemoteState | undefined): StateFamily {
  const codes = new CodeStore(crypto.keccak256)
  return {
    crypto,
    hasher: new TrieHasher(crypto),
    codes,
    remote: remote === undefined ? undefined : new RemoteCache(remote, codes),
    recent: new RecentSnapshots(),
  }
}
