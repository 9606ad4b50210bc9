import { Body, Controller, Header, HttpCode, Ip, Post } from '@nestjs/common';
import { Public } from '@motcua/auth';
import { checked, Documented } from '@motcua/http';
import { LookUpDossier } from './look-up-dossier.js';
import { LookUpAnswer, LookUpBody, toLookUpAnswer } from './look-up.dto.js';

/** Where applicants look without an account. Posted, for a secret in an address would end up in logs and histories. */
@Public()
@Controller('look-ups')
export class LookUpsController {
  constructor(private readonly lookUpDossier: LookUpDossier) {}

  @Post()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Documented({
    body: LookUpBody,
    answers: LookUpAnswer,
    summary:
      'How far the dossier has come; nothing personal. Nothing found and 429 are the same for a code that does not exist.',
  })
  async lookUp(@Body(checked(LookUpBody)) body: LookUpBody, @Ip() address: string): Promise<LookUpAnswer> {
    return toLookUpAnswer(await this.lookUpDossier.run({ ...body, address }));
  }
}
