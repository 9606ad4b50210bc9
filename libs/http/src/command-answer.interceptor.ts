import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import { CommandAnswer } from './commands.js';

/** Turns a {@link CommandAnswer} into status, ETag and body. */
@Injectable()
export class CommandAnswerInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      map((answer: unknown) => {
        if (!(answer instanceof CommandAnswer)) return answer;
        const reply = context.switchToHttp().getResponse<FastifyReply>();
        void reply.status(answer.status);
        if (answer.revision !== undefined) void reply.header('etag', `"${answer.revision}"`);
        return answer.body;
      }),
    );
  }
}
