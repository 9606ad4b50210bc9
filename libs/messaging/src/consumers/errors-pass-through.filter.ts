import { Catch, type RpcExceptionFilter } from '@nestjs/common';
import { throwError, type Observable } from 'rxjs';

/** Nest hides a handler's error behind "Internal server error"; the strategy must see it to know whether it passes. */
@Catch()
export class ErrorsPassThroughFilter implements RpcExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}
