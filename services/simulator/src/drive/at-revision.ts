import { refusal, type ApiAnswer, type ApiClient, type ApiRequest } from './api-client.js';
import { PatienceError } from './faults.js';

const ATTEMPTS = 5;

export interface AtRevisionOptions {
  readonly api: ApiClient;
  readonly request: ApiRequest;
  /** The revision decided on. */
  readonly revision: number;
  /** Reads it again: somebody else was faster. */
  readonly lookAgain: () => Promise<number>;
  readonly signal: AbortSignal;
}

/** Sends a command decided on a revision; after 412 it looks again and goes on with the same key. @throws RefusedError */
export async function atRevision({ api, request, revision, lookAgain, signal }: AtRevisionOptions): Promise<ApiAnswer> {
  let ifMatch = revision;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const answer = await api.send({ ...request, ifMatch }, signal);
    if (answer.status < 300) return answer;
    if (answer.status !== 412) throw refusal(request, answer);
    ifMatch = await lookAgain();
  }
  throw new PatienceError(`A revision for ${request.path}`, 0);
}
