export { CommandAnswerInterceptor } from './command-answer.interceptor.js';
export { Command, CommandHeaders, expectedRevision, type CommandRequest } from './command-request.js';
export { CommandAnswer, commandGrants, commandMigrations, Commands } from './commands.js';
export { HappenedAt, happenedAtOf } from './happened-at.js';
export { DayText, Instant, OffsetInstantText } from './moments.js';
export { problemOf, problemWith, type Problem } from './problem.js';
export { ProblemFilter } from './problem.filter.js';
export { oneLine } from './text.js';
export { checked, Documented, idInPath, idInPathFor, requestInvalid } from './validation.js';
