/** What eth-gas-reporter calls `reporterOptions`, as far as it can be had without network. */
export interface GasReportOptions {
  readonly currency: string
  /** Of one token, in `currency`. */
  readonly ethPrice: number | undefined
  /** In gwei. */
  readonly gasPrice: number | undefined
  readonly token: string
  readonly outputFile: string | undefined
  readonly forceConsoleOutput: boolean
  readonly noColors: boolean
  readonly onlyCalledMethods: boolean
  readonly rst: boolean
  readonly rstTitle: string
  readonly showTimeSpent: boolean
  readonly showMethodSig: boolean
  readonly excludeContracts: readonly string[]
  readonly blockLimit: number
}

/** Fills in the defaults of eth-gas-reporter 0.2.27. */
export function resolveGasOptions(given: unknown): GasReportOptions {
  const options = Object(given) as Readonly<Record<string, unknown>>
  const { excludeContracts, outputFile, currency, token } = options
  return {
    currency: typeof currency === 'string' ? currency : 'eur',
    ethPrice: positive(options['ethPrice']),
    gasPrice: positive(options['gasPrice']),
    token: typeof token === 'string' ? token : 'ETH',
    outputFile: typeof outputFile === 'string' ? outputFile : undefined,
    forceConsoleOutput: options['forceConsoleOutput'] === true,
    noColors: options['noColors'] === true,
    onlyCalledMethods: options['onlyCalledMethods'] !== false,
    rst: options['rst'] === true,
    rstTitle: String(options['rstTitle'] ?? ''),
    showTimeSpent: options['showTimeSpent'] === true,
    showMethodSig: options['showMethodSig'] === true,
    excludeContracts: Array.isArray(excludeContracts) ? excludeContracts.map(String) : [],
    blockLimit: positive(options['blockLimit']) ?? 6_718_946,
  }
}

function positive(value: unknown): number | undefined {
  const number = Number(value)
  return number > 0 ? number : undefined
}
