import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { frontDoor, type FrontDoor } from './front-door.js';

describe('the live stream through the portal', () => {
  let door: FrontDoor;
  /** The metrics service's end of the newest stream. */
  let stream: ServerResponse;

  beforeAll(async () => {
    door = await frontDoor({ perMinute: 20 });
    door.metrics.answer = (response) => {
      stream = response;
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write('id: 1\ndata: {}\n\n');
    };
  });
  afterAll(() => door.stop());

  const listen = async (signal?: AbortSignal): Promise<ReadableStreamDefaultReader<string>> => {
    const response = await fetch(`${door.url}/api/metrics/live`, signal ? { signal } : {});
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    if (!response.body) throw new Error('a stream has a body');
    return response.body.pipeThrough(new TextDecoderStream()).getReader();
  };

  it('hands every frame on while the stream is open', async () => {
    const frames = await listen();
    expect((await frames.read()).value).toBe('id: 1\ndata: {}\n\n');
    stream.write('id: 2\ndata: {}\n\n');
    expect((await frames.read()).value).toBe('id: 2\ndata: {}\n\n');
    stream.end();
    expect((await frames.read()).done).toBe(true);
  });

  it('keeps a stream open that says nothing for longer than an answer may take', async () => {
    const frames = await listen();
    await frames.read();
    await delay(10_000);
    stream.write('id: 2\ndata: {}\n\n');
    expect((await frames.read()).value).toBe('id: 2\ndata: {}\n\n');
    stream.end();
  }, 60_000);

  it('ends the request to the service when the client disconnects', async () => {
    const leaving = new AbortController();
    await (await listen(leaving.signal)).read();
    const closed = once(stream, 'close');
    leaving.abort();
    await closed;
  });

  it('ends the stream when the service dies, so that the listener connects again', async () => {
    const frames = await listen();
    await frames.read();
    stream.destroy();
    await expect(frames.read()).rejects.toThrow();
  });

  it('does not wait for listeners when it stops', async () => {
    const other = await frontDoor();
    other.metrics.answer = door.metrics.answer;
    const response = await fetch(`${other.url}/api/metrics/live`);
    const end = response.text().catch(() => 'cut');
    await other.stop();
    await expect(end).resolves.toBe('cut');
  });

  it('does not wait for a connection that never asked for anything', async () => {
    const other = await frontDoor();
    const { hostname, port } = new URL(other.url);
    const silent = connect(Number(port), hostname);
    await once(silent, 'connect');
    const closed = once(silent, 'close');
    await other.stop();
    await closed;
  });
});
