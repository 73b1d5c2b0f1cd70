/** The way to the HTTP API: typed by its document, tells problems as errors, and reads what was written before. */
import createClient, { type Middleware } from "openapi-fetch";
import { readable } from "#/api/refusals";
import type { components, paths } from "#/api/schema";
import { isHere, takeEarly } from "#/boot/early";

export type Schemas = components["schemas"];
type ProblemBody = Schemas["Problem"];

/** A request that was refused or failed. `problem` is what the server said of it, if it could be reached. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly problem: ProblemBody | undefined,
  ) {
    super(problem?.detail ?? `HTTP ${status}`);
  }

  /** What the server says about a field that was sent. */
  field(name: string): string | undefined {
    return this.problem?.errors?.find((error) => error.field === name)?.detail;
  }

  /** What is said of each part, or of the whole where no part is named. */
  get ofParts(): string {
    return this.problem?.errors?.map((error) => error.detail).join("; ") || this.message;
  }

  get isOffline(): boolean {
    return this.status === 0;
  }
}

let seen = 0;
const refused = new Set<() => void>();

/** Reads wait until they show at least what has happened up to this position of the log. */
export function sawPosition(position: number): void {
  seen = Math.max(seen, position);
}

/** Is called when the server no longer knows who asks. */
export function onSignedOut(listener: () => void): () => void {
  refused.add(listener);
  return () => refused.delete(listener);
}

const manners: Middleware = {
  onRequest({ request }) {
    if (request.method === "GET") {
      if (seen > 0) request.headers.set("Docket-Min-Position", String(seen));
      return;
    }
    request.headers.set("X-Docket-CSRF", "1");
    if (!request.headers.has("Idempotency-Key")) request.headers.set("Idempotency-Key", crypto.randomUUID());
  },
  onResponse({ response, request }) {
    sawPosition(Number(response.headers.get("Docket-Position") ?? 0));
    const signingIn = request.url.endsWith("/session");
    if (response.status === 401 && !signingIn) toldSignedOut();
  },
};

function toldSignedOut(): void {
  isHere(false);
  for (const listener of refused) listener();
}

/** What was asked for before the program was there is not asked for again. */
const fetched = (request: Request) => {
  const early = request.method === "GET" ? takeEarly(request.url) : undefined;
  return early ?? fetch(request);
};

export const client = createClient<paths>({ baseUrl: "/api/v1", querySerializer: serialized, fetch: fetched });
client.use(manners);

/** Lists go with commas, as the API takes them. */
function serialized(query: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === "") continue;
    if (Array.isArray(value)) {
      if (value.length > 0) params.set(name, value.join(","));
    } else params.set(name, typeof value === "object" ? JSON.stringify(value) : String(value));
  }
  return params.toString();
}

type Answer<T> = { data?: T; error?: unknown; response: Response };

/** What the server answered, or an `ApiError`. */
export async function answer<T>(call: Promise<Answer<T>>): Promise<T> {
  let result: Answer<T>;
  try {
    result = await call;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError(0, undefined);
  }
  if (!result.response.ok) throw await refusal(result.response.status, result.error);
  return result.data as T;
}

/** What the server refused, in words that the reader can read. */
export async function refusal(status: number, body: unknown): Promise<ApiError> {
  return new ApiError(status, await readable(asProblem(body)));
}

function asProblem(error: unknown): ProblemBody | undefined {
  return typeof error === "object" && error !== null && "detail" in error ? (error as ProblemBody) : undefined;
}
