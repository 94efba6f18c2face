/** Something that is told to those who subscribed. Those who are told the same share one object, and its answers. */
export interface LiveEvent {
  /** Where whoever was told it goes on. */
  readonly cursor: string;
  /** The revision of the graph that it belongs to. */
  readonly revision: number;
}

/** That a subscription has come so far without anything to tell. */
export class Progress {
  readonly cursor: string;

  constructor(cursor: string) {
    this.cursor = cursor;
  }
}
