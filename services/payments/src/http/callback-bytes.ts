import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { AppError, AppErrorKind } from '@motcua/kernel';
import type { FastifyInstance } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { RefusedReports } from './refused-reports.js';

/** A thousand times the size of a report; nothing larger is read before its sender is verified. */
const LARGEST_BODY = 1_024 * 1_024;

const ROUTE = '/gateway/callbacks';
/** Replaces the content type of a callback, so that no other parser handles it. */
const BYTES = 'application/vnd.motcua.callback';

/**
 * Passes a callback's body on as raw bytes, whatever its content type: the signature covers the bytes and must be verified before
 * anything is parsed. Other routes are not affected.
 */
@Injectable()
export class CallbackBytes {
  constructor(
    host: HttpAdapterHost,
    private readonly refused: RefusedReports,
  ) {
    const server = host.httpAdapter.getInstance<FastifyInstance>();
    server.addContentTypeParser(BYTES, (_request: unknown, payload: IncomingMessage) => this.read(payload));
    server.addHook('onRoute', (route) => {
      if (route.url !== ROUTE) return;
      route.onRequest = async ({ raw }) => {
        raw.headers['content-type'] = BYTES;
      };
    });
  }

  /** @throws AppError `body-too-large`, `body-broken-off` */
  private async read(payload: IncomingMessage): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let length = 0;
    try {
      for await (const chunk of payload.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        length += chunk.length;
        if (length > LARGEST_BODY) break;
        chunks.push(chunk);
      }
    } catch (cause) {
      this.refused.count('body-broken-off');
      throw new AppError('The body broke off.', { code: 'body-broken-off', retryable: true, cause });
    }
    if (length <= LARGEST_BODY) return Buffer.concat(chunks);
    this.refused.count('body-too-large');
    throw new AppError('The body is larger than 1 MiB: no report of a payment is.', {
      code: 'body-too-large',
      retryable: false,
      kind: AppErrorKind.TooLarge,
    });
  }
}
