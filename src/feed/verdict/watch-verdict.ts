import type { Analysis } from "../../analysis/analysis.ts";
import type { Moment } from "../../analysis/load/load-moment.ts";
import type { Viewpoint } from "../../analysis/viewpoint.ts";
import type { ChangeFeed } from "../change-feed.ts";
import type { Position } from "../position.ts";
import type { FeedChange } from "../read-changes.ts";
import { untilReached } from "../until-reached.ts";
import { markAnswer, readAnswer, readMark, type Subject, type VerdictAnswer } from "./answer.ts";
import { Concern } from "./concern.ts";
import { mostUndone } from "./past-moment.ts";

/** Where a client that watches has come to: a place in the history, and what the answer was there. */
export interface Standpoint {
  readonly position: Position;
  /** The day of the answer. */
  readonly asOf: string;
  /** The answer's {@link markAnswer mark}. */
  readonly mark: string;
}

/** That the answer about a node has changed. */
export interface Turn {
  /** Null: it is not known any more to a client that was away, because it was too long to be kept. */
  readonly before: VerdictAnswer | null;
  readonly after: VerdictAnswer;
  /** The revision since which it is so, or was found to be. */
  readonly revision: number;
  readonly standpoint: Standpoint;
  /** The change that did it; null: a day began. */
  readonly changeId: number | null;
}

/** What somebody watches, and where it is asked. */
export interface Watch {
  readonly subject: Subject;
  readonly feed: ChangeFeed;
  /** The viewpoint, which moves with the days where it names none. */
  viewpoint(): Viewpoint;
  /** What follows by now, and at least after a write. */
  latest(viewpoint: Viewpoint, revision: number): Promise<Moment>;
  /** What followed after a write, without what came later and is of concern. */
  after(viewpoint: Viewpoint, revision: number, concern: Concern): Promise<Moment>;
  /** What follows under the viewpoint's assumptions. */
  assume(viewpoint: Viewpoint, analysis: Analysis): Promise<Analysis>;
  findConcern(analysis: Analysis): Promise<Concern>;
  /** The changes that concern it, after one place and up to a revision: the last ones first, at most `limit`. */
  listLater(concern: Concern, after: Position, revision: number, limit: number): Promise<number[]>;
  /** Resolves when a day begins. */
  nextDay(stop: AbortSignal): Promise<unknown>;
}

/** After so many changes that do not concern it a client is told how far it is. */
const silence = 200;

/**
 * Tells each time the answer about a node changes, with what changed it, and where it stands when it begins and now and
 * then. Changes that do not concern it cost nothing; after each of the others the answer is worked out and compared.
 *
 * @param from where a client was; what turned since is told one by one if it is not long ago, else as one turn. Absent:
 * from now on.
 */
export async function* watchVerdict(
  watch: Watch,
  from: Standpoint | null,
  stop: AbortSignal,
): AsyncGenerator<Turn | Standpoint, void> {
  const watcher = new Watcher(watch, stop);
  const begun = await watcher.begin(from);
  if (begun) yield begun;
  yield watcher.standpoint;
  const changes = watch.feed.follow(watcher.standpoint.position, stop);
  let next = changes.next();
  let newDay = watch.nextDay(stop).then(() => null);
  for (let passed = 1; !stop.aborted; passed += 1) {
    const taken = await Promise.race([next, newDay]);
    if (taken === null) {
      newDay = watch.nextDay(stop).then(() => null);
      if (!watcher.isBehindDay) continue;
      const revision = await watcher.loadDay();
      // What was written until then still belongs to the day before.
      while (watcher.standpoint.position.revision < revision) {
        const { value, done } = await next;
        if (done) return;
        const turn = await watcher.take(value);
        if (turn) yield turn;
        next = changes.next();
      }
      const turn = await watcher.beginDay();
      if (turn) yield turn;
      continue;
    }
    if (taken.done) return;
    const turn = await watcher.take(taken.value);
    if (turn) yield turn;
    else if (passed % silence === 0) yield watcher.standpoint;
    next = changes.next();
  }
}

class Watcher {
  readonly #watch: Watch;
  readonly #stop: AbortSignal;
  #viewpoint: Viewpoint;
  #position: Position = { revision: 0, id: 0 };
  #answer: VerdictAnswer = { asOf: "", verdict: null, blockings: [] };
  /** The revision after which the answer was last worked out. */
  #answered = 0;
  #concern = new Concern([]);
  /** The newest revision that the concern was found from. */
  #knownTo = 0;
  #day: { readonly viewpoint: Viewpoint; readonly moment: Moment } | null = null;

  constructor(watch: Watch, stop: AbortSignal) {
    this.#watch = watch;
    this.#stop = stop;
    this.#viewpoint = watch.viewpoint();
  }

  get standpoint(): Standpoint {
    const { asOf } = this.#answer;
    return { position: this.#position, asOf, mark: markAnswer(this.#answer) };
  }

  /** Whether a day has begun since the viewpoint's. */
  get isBehindDay(): boolean {
    return this.#watch.viewpoint().asOf !== this.#viewpoint.asOf;
  }

  /** Finds out how it stands now. Returns what has changed since a client left, where that is not told one by one. */
  begin(from: Standpoint | null): Promise<Turn | null> {
    return untilReached(this.#stop, async () => {
      const { watch, viewpoint } = { watch: this.#watch, viewpoint: this.#viewpoint };
      const head = await watch.feed.head();
      const moment = await watch.latest(viewpoint, head.revision);
      const analysis = await watch.assume(viewpoint, moment.analysis);
      this.#concern = await watch.findConcern(analysis);
      this.#knownTo = moment.revision;
      this.#answer = readAnswer(analysis, watch.subject, viewpoint.asOf);
      this.#answered = moment.revision;
      this.#position = moment.revision > head.revision ? { revision: moment.revision + 1, id: 0 } : head;
      if (from === null) return null;
      const missed = await watch.listLater(this.#concern, from.position, moment.revision, mostUndone + 1);
      if (this.#goBack(from, missed.length)) return null;
      if (from.mark === markAnswer(this.#answer)) return null;
      return this.#turn(readMark(from.mark, from.asOf), missed[0] ?? null);
    });
  }

  /** Goes back to where a client was, if all that it missed can be told one by one. */
  #goBack({ position, asOf, mark }: Standpoint, missed: number): boolean {
    const answer = readMark(mark, asOf);
    if (missed === 0 || missed > mostUndone || asOf !== this.#viewpoint.asOf || answer === null) return false;
    this.#position = position;
    this.#answer = answer;
    this.#answered = position.id === 0 ? position.revision - 1 : position.revision;
    return true;
  }

  /** Takes in a change. Returns what it did to the answer; null: nothing. */
  async take(change: FeedChange): Promise<Turn | null> {
    this.#position = change;
    if (change.revision <= this.#answered || !this.#concern.meets(change)) return null;
    return untilReached(this.#stop, async () => {
      const moment = await this.#watch.after(this.#viewpoint, change.revision, this.#concern);
      return this.#answerFrom(moment, change.id);
    });
  }

  /** Finds out what holds on the new day, and after which revision that is. */
  async loadDay(): Promise<number> {
    const viewpoint = this.#watch.viewpoint();
    const { revision } = this.#position;
    const load = () => this.#watch.latest(viewpoint, Math.max(revision, this.#answered));
    const moment = await untilReached(this.#stop, load);
    this.#day = { viewpoint, moment };
    return moment.revision;
  }

  /** Goes over to the new day. Returns what that did to the answer; null: nothing. */
  async beginDay(): Promise<Turn | null> {
    const day = this.#day;
    if (!day) return null;
    this.#viewpoint = day.viewpoint;
    this.#day = null;
    return untilReached(this.#stop, () => this.#answerFrom(day.moment, null));
  }

  async #answerFrom(moment: Moment, changeId: number | null): Promise<Turn | null> {
    const { asOf } = this.#viewpoint;
    const analysis = await this.#watch.assume(this.#viewpoint, moment.analysis);
    const answer = readAnswer(analysis, this.#watch.subject, asOf);
    // What it depends on may have changed while the answer has not. What it will depend on counts already.
    const concern = await this.#watch.findConcern(analysis);
    this.#concern = moment.revision > this.#knownTo ? concern : this.#concern.and(concern);
    this.#knownTo = Math.max(this.#knownTo, moment.revision);
    const before = this.#answer;
    this.#answer = answer;
    this.#answered = moment.revision;
    return markAnswer(before) === markAnswer(answer) ? null : this.#turn(before, changeId);
  }

  #turn(before: VerdictAnswer | null, changeId: number | null): Turn {
    return { before, after: this.#answer, revision: this.#answered, standpoint: this.standpoint, changeId };
  }
}
