/** Seconds each, or minutes: only the longer command runs them. */
const heavy =
  /^VMTests\/vmPerformance|^stTimeConsuming|^stQuadraticComplexityTest|^stAttackTest|50000|Call1024|Recursive|LoopCalls|Blake2f|pairing/i

/**
 * One case in `interval`, the same ones each time: by a hash (FNV-1a) of its id.
 */
export function isSelected(id: string, interval: number): boolean {
  return !heavy.test(id) && hashOf(id) % interval === 0
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0
  }
  // The low bits of FNV know only the low bits of the text.
  return hash ^ (hash >>> 15)
}
