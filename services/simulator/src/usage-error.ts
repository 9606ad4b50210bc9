/** Wrong arguments or settings: one line for the person who typed them, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
