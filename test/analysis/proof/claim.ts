/** One edge of a walk; nodes as `"Blocker systemd-adoption"`, sources by slug, in the order of slugs. */
export interface ClaimEdge {
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  readonly sources: readonly string[];
}

/** That a feature blocks an integration, and the walk that is to prove it. */
export interface Claim {
  readonly integration: string;
  readonly feature: string;
  readonly depth: number;
  readonly reason: string;
  readonly adopter: string;
  readonly edges: readonly ClaimEdge[];
}
