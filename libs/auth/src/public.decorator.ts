import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const PUBLIC = 'motcua:auth:public';

/** Opens a route, or every route of a controller, to callers without a token; the route then has no principal. */
export const Public = (): CustomDecorator => SetMetadata(PUBLIC, true);
