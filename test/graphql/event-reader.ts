/** A server-sent event, as a client gets it. */
export interface ServerSentEvent {
  readonly id: string | undefined;
  readonly event: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: shaped by a GraphQL document
  readonly data: any;
}

/** Reads the events of a response one after the other, as a client does. */
export class EventReader {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #decoder = new TextDecoder();
  #text = "";
  constructor(response: Response) {
    if (!response.body) throw new Error("there is no stream");
    this.#reader = response.body.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  }

  /** The next event that tells something; null: the stream has ended. */
  async next(): Promise<ServerSentEvent | null> {
    for (let fields = await this.#block(); fields; fields = await this.#block()) {
      const data = fields.get("data");
      if (data === undefined) continue;
      return {
        id: fields.get("id"),
        event: fields.get("event"),
        data: data === "" ? null : JSON.parse(data),
      };
    }
    return null;
  }

  /** The next id that comes without an event. @throws where an event comes first */
  async progress(): Promise<string> {
    for (let fields = await this.#block(); fields; fields = await this.#block()) {
      const id = fields.get("id");
      if (fields.has("data")) throw new Error(`expected no event, got ${fields.get("data")}`);
      if (id !== undefined) return id;
    }
    throw new Error("the stream has ended");
  }

  /** The next result. @throws where the stream ends or tells of errors instead */
  // biome-ignore lint/suspicious/noExplicitAny: shaped by a GraphQL document
  async data(): Promise<any> {
    const event = await this.next();
    if (event?.event !== "next" || event.data.errors)
      throw new Error(`expected data, got ${JSON.stringify(event)}`);
    return event.data.data;
  }

  /** The fields of the next block of lines; null: the stream has ended. */
  async #block(): Promise<Map<string, string> | null> {
    for (;;) {
      const end = this.#text.indexOf("\n\n");
      if (end >= 0) {
        const lines = this.#text.slice(0, end).split("\n");
        this.#text = this.#text.slice(end + 2);
        return new Map(lines.map(splitLine));
      }
      const { done, value } = await this.#reader.read();
      if (done) return null;
      this.#text += this.#decoder.decode(value, { stream: true });
    }
  }

  /** Leaves. */
  async cancel(): Promise<void> {
    await this.#reader.cancel();
  }
}

function splitLine(line: string): [name: string, value: string] {
  const [, name = "", value = ""] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
  return [name, value];
}

/** The request of a subscription. */
export function subscriptionRequest(query: string, variables?: object, lastEventId?: string): RequestInit {
  return {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "text/event-stream",
      ...(lastEventId === undefined ? {} : { "last-event-id": lastEventId }),
    },
    body: JSON.stringify({ query, variables }),
  };
}
