import { eventually } from '@motcua/testing';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

const PATIENCE_MS = 120_000;

/** Replicas of deadlines as processes of their own, which can be killed. */
export class ReplicaProcesses {
  private readonly running = new Set<ChildProcess>();

  constructor(private readonly environment: Readonly<Record<string, string>>) {}

  /** Answers when all of them are ready. */
  start(count: number): Promise<readonly ChildProcess[]> {
    return Promise.all(Array.from({ length: count }, () => this.startOne()));
  }

  async kill(replicas: readonly ChildProcess[]): Promise<void> {
    await Promise.all(
      replicas.map(async (replica) => {
        this.running.delete(replica);
        const closed = once(replica, 'close');
        if (replica.kill('SIGKILL')) await closed;
      }),
    );
  }

  killAll(): Promise<void> {
    return this.kill([...this.running]);
  }

  private async startOne(): Promise<ChildProcess> {
    const port = await freePort();
    const args = ['--no-warnings', '--import=@swc-node/register/esm-register', '--conditions=@motcua/source'];
    const replica = spawn(process.execPath, [...args, 'src/main.ts'], {
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...this.environment,
        PATH: process.env['PATH'],
        HOST: '127.0.0.1',
        PORT: String(port),
        LOG_LEVEL: 'error',
      },
    });
    this.running.add(replica);
    await eventually(async () => {
      const answer = await fetch(`http://127.0.0.1:${port}/health/ready`);
      if (!answer.ok) throw new Error(`The replica is not ready: ${await answer.text()}`);
    }, PATIENCE_MS);
    return replica;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
