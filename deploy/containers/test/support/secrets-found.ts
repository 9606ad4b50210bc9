import { compose } from '../../src/compose.ts';

/** Files that hold or lead to secrets, wherever they lie. */
const SECRET_FILES = ['secrets.json', 'identity.json', 'signing-keys.json', '.npmrc', '.env', '.git', '*.pem', '*.key'];
const SECRET_WORDS = /PASSWORD|SECRET|TOKEN|_KEYS?\b|postgres:\/\/[^@\s]+:[^@\s]+@|whsec_/i;

/** What looks like a secret in an image: in its environment, in the commands that made it, or in a file of ours. */
export async function secretsFoundIn(image: string): Promise<readonly string[]> {
  const environment = await compose.docker('image', 'inspect', '--format', '{{ join .Config.Env "\\n" }}', image);
  const history = await compose.docker('history', '--no-trunc', '--format', '{{ .CreatedBy }}', image);
  const lines = `${environment}\n${history}`.split('\n').filter((line) => SECRET_WORDS.test(line));
  const tests = SECRET_FILES.flatMap((name) => ['-o', '-name', name]).slice(1);
  const places = ['/motcua', '/run', '/var/spool', '/home', '/root', '/tmp'];
  const find = ['run', '--rm', '--network', 'none', '--user', 'root', '--entrypoint', 'find', image, ...places];
  const files = await compose.docker(...find, ...tests);
  return [...lines, ...files.split('\n').filter(Boolean)];
}
