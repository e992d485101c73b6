/** What a body may cost before it is refused as `too-complex`. */
export interface ExtractLimits {
  /** Elements inside each other. @default 512: ten times the deepest real page (50), and the most that recursion bears */
  readonly maxDepth: number;
  /** Elements and texts of a page. @default 300,000: 28 times the largest real page (10,765) */
  readonly maxNodes: number;
  /** Of a PDF. @default 1,000: far more than a policy has, and little enough to read in a minute or so */
  readonly maxPdfPages: number;
}

export const defaultLimits: ExtractLimits = {
  maxDepth: 512,
  maxNodes: 300_000,
  maxPdfPages: 1000,
};
