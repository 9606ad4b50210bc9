import { testContainers } from '../../../containers/src/test-containers.ts';
import { runCommand } from '../command.ts';
import { answerHelp } from '../help.ts';

answerHelp(`Usage: npm run test:containers
Builds the image and brings docker-compose.yml up in a Docker Engine of its own (root on Debian or Ubuntu, no image
registry), plays dossiers through it, breaks it, and takes it all down. The first run takes minutes: it makes the base
images, which stay in .local/cache/containers.`);

await runCommand(testContainers);
