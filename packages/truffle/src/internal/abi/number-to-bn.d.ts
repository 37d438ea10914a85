declare module 'number-to-bn' {
  import type BN from 'bn.js'

  export default function numberToBn(value: string): BN
}
