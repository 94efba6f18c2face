/** What is supposed to be so, by slug. */
export interface HeldAssumptions {
  /** Features that become AVAILABLE. */
  readonly ship?: readonly string[] | null | undefined;
  /** Without an integration: every one with a FeatureNeed on the feature in the viewpoint. */
  readonly adopt?:
    | readonly { readonly feature: string; readonly integration?: string | null | undefined }[]
    | null
    | undefined;
  /** Without a work the whole blocker is lifted, even one that is WONT_FIX. */
  readonly resolve?:
    | readonly { readonly blocker: string; readonly work?: string | null | undefined }[]
    | null
    | undefined;
  /** Integrations that become READY. */
  readonly complete?: readonly string[] | null | undefined;
}

/** What is supposed to be so, and what is not: as if the facts that make it so were not in view. */
export interface Assumptions extends HeldAssumptions {
  readonly withdraw?: HeldAssumptions | null | undefined;
}
