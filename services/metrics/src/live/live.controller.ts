import { Controller, Get, Ip, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import { Public } from '@motcua/auth';
import type { FastifyReply } from 'fastify';
import { LiveFigures } from './live-figures.js';

@Public()
@Controller('live')
export class LiveController {
  constructor(private readonly live: LiveFigures) {}

  /**
   * Server-sent events: the latest frame at once, then each newer one; `id` is the frame's number.
   * @throws AppError `too-many-streams`
   */
  @Get()
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ description: 'A stream of frames as JSON, each with a higher number than the one before.' })
  watch(@Res() reply: FastifyReply, @Ip() address: string): void {
    this.live.requireRoom(address);
    reply.hijack();
    this.live.watch(reply.raw, address);
  }
}
