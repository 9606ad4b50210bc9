import { Module } from '@nestjs/common';

/** Empty on purpose: the front door holds no rules; everything it does is in `http/front-door.ts`. */
@Module({})
export class AppModule {}
