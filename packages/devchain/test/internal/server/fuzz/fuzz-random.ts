import { Random } from '../../../random.js'

/** The choices of whoever sends what nobody should. */
export class FuzzRandom extends Random {
  /** Choices of their own, for what runs beside this. */
  fork(): FuzzRandom {
    return new FuzzRandom(this.next())
  }

  chance(percent: number): boolean {
    return this.below(100) < percent
  }

  /** At most `maxLength` of `make`'s. */
  some<T>(maxLength: number, make: () => T): T[] {
    return this.list(this.below(maxLength + 1), make)
  }

  hex(maxBytes: number): string {
    return `0x${Buffer.from(this.bytes(this.below(maxBytes + 1))).toString('hex')}`
  }
}
