import { Module } from '@nestjs/common';

/** Empty on purpose: the portal has no rules; all it does is in `http/front-door.ts`. */
@Module({})
export class AppModule {}
